"""Bubbles as plain values, and the natural next steps under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.guide.catalogue import Catalogue
from bot.guide.circumstances import Circumstance
from bot.guide.entries import Speaker, Talk
from bot.guide.facts import Lang

BubbleDict = dict[str, Any]

HUMAN_TEXT = "今すぐ人と話したい"
_HUMAN_LABEL: dict[Lang, str] = {
    "ja": "今すぐ人と話したい",
    "easy": "人と 話したい",
    "en": "Talk to a person",
}
_TOPIC_CHOICES = 3
_SPEAKERS: dict[str, Speaker] = {
    **dict.fromkeys(("family", "parent", "sibling", "partner", "relative", "child"), "family"),
    "self": "self",
    "supporter": "supporter",
    **dict.fromkeys(("resident", "neighbour"), "resident"),
}


def speaker_group(speaker: str | None) -> Speaker | None:
    """The group a speaker belongs to: family, self, supporter, resident; None when unknown."""
    return _SPEAKERS.get(speaker or "")


def bubble(text: str, choices: Sequence[dict[str, str]] = ()) -> BubbleDict:
    """One bubble as the assistant's other parts pass it on."""
    return {"text": text, "choices": list(choices), "links": [], "cards": []}


def link_to(bubbles: list[BubbleDict], label: str, url: str) -> None:
    """Put a link that can be tapped under the last bubble."""
    bubbles[-1]["links"].append({"label": label, "url": url})


def human(lang: Lang) -> dict[str, str]:
    """The choice that calls a human."""
    return {"label": _HUMAN_LABEL[lang], "text": HUMAN_TEXT}


def next_steps(
    catalogue: Catalogue,
    talk: Talk,
    own: Sequence[str],
    speaker: Speaker | None,
    lang: Lang,
    circumstance: Circumstance | None = None,
) -> list[dict[str, str]]:
    """At most three topics that follow naturally, what suits the people first, and a way to a human."""
    if lang == "en":
        return [human(lang)]
    topics = (*_for_ages(catalogue, talk, circumstance), *_ordered(catalogue, talk, own, speaker))
    steps = [_choice(catalogue, topic) for topic in dict.fromkeys(topics)][:_TOPIC_CHOICES]
    return [*steps, *([human(lang)] if talk.human else [])]


def _for_ages(catalogue: Catalogue, talk: Talk, circumstance: Circumstance | None) -> list[str]:
    """What the ages told make worth offering, where the talk goes on to other things at all."""
    if circumstance is None or not talk.next:
        return []
    return _without(catalogue.menu.circumstances.get(circumstance, ()), talk.id)[:1]


def _ordered(catalogue: Catalogue, talk: Talk, own: Sequence[str], speaker: Speaker | None) -> list[str]:
    wanted = tuple(own or talk.next)
    if speaker is None:
        return _without(wanted, talk.id)
    suits = catalogue.menu.offers.get(speaker, ())
    both = [topic for topic in wanted if topic in suits]
    if wanted and not both:
        both = _without(suits, talk.id)[:1]
    return _without(dict.fromkeys((*both, *wanted)), talk.id)


def _without(topics: Iterable[str], topic: str) -> list[str]:
    return [other for other in topics if other != topic]


def _choice(catalogue: Catalogue, topic: str) -> dict[str, str]:
    talk = catalogue.talk(topic)
    if talk is None:
        raise KeyError(topic)
    return {"label": talk.label, "text": talk.question}
