"""Reading one message in the light of the talk so far, before the dialogue's turn is taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.guide.entities import day_of
from bot.nlu import parts
from bot.nlu.judgement import NONSENSE, RISK, judge, weigh, with_last_sentence

_NUMBER = re.compile(r"^\(?([1-9])\)?(?:番|つ目|番目)?(?:で|です|を)?(?:お願いします)?[。.]?$")
_CORRECTION = "correction"
_SETTLED = frozenset({RISK, NONSENSE})
"""Intents that no single sentence may talk away."""
_RANKING = 10
"""Intents of the ranking that are kept with the turn."""


async def read(
    agent: Any, text: str, tracker: DialogueStateTracker | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Rasa's parse data for the turn, and what the actions need to know beside it.

    The second is {"parts": [{"text", "intent"}, …]} where sentences are to be answered one by one,
    or {"meant": {"text", "intent"}} where a correction says what was meant.
    """
    text = _plain(_chosen(text, tracker) or text)
    last_topic = tracker.get_slot("last_topic") if tracker else None
    whole = await _parse(agent, text, last_topic=last_topic)
    if whole["intent"]["name"] == _CORRECTION:
        return _short(whole), await _meant(agent, text)
    sentences = parts.split(text)
    if not sentences or whole["intent"]["name"] in _SETTLED:
        return _short(whole), {}
    asked = await _questions(agent, whole, sentences, last_topic=last_topic)
    return _short(whole), {
        "parts": [{"text": part.text, "intent": part.intent} for part in asked]
    } if asked else {}


def entities_at(entities: Iterable[Mapping[str, Any]], now: object) -> list[dict[str, str]]:
    """The entities of a turn as the desk reads them; a date is seen from the turn's own clock."""
    try:
        today = datetime.fromisoformat(str(now)).date()
    except ValueError:
        today = None
    found = []
    for entity in entities:
        name, words = str(entity["entity"]), str(entity.get("text") or entity["value"])
        value = day_of(words, today) if name == "date" and today else str(entity["value"])
        found.append({"name": name, "value": value, "text": words})
    return found


async def _questions(
    agent: Any, whole: dict[str, Any], sentences: list[str], *, last_topic: str | None
) -> list[parts.Part]:
    """Two questions of the message, if it has two; its intent is settled on the way."""
    found = []
    for sentence in sentences:
        if sentence is sentences[-1] or parts.may_ask(sentence):
            parsed = await _parse(agent, sentence, last_topic=last_topic)
            found.append(parts.Part(sentence, parsed["intent"]["name"], parsed["intent"]["confidence"]))
    whole["intent_ranking"] = with_last_sentence(whole["intent_ranking"], parsed["intent_ranking"])
    whole["intent"] = judge(whole["text"], whole["intent_ranking"])
    asked = parts.questions(whole["intent"]["name"], found)
    if asked:
        whole["intent"] = {"name": asked[0].intent, "confidence": asked[0].confidence}
    return asked


async def _parse(agent: Any, text: str, *, last_topic: str | None) -> dict[str, Any]:
    parsed: dict[str, Any] = await agent.parse_message(text)
    ranking = parsed.get("intent_ranking")
    if ranking:
        parsed["intent_ranking"] = weigh(text, ranking, last_topic=last_topic)
        parsed["intent"] = judge(text, parsed["intent_ranking"])
    return parsed


def _plain(text: str) -> str:
    """The text without the slash that Rasa would take for a command (/restart)."""
    stripped = text.strip()
    return f"／{stripped[1:]}" if stripped.startswith("/") else text


def _short(parsed: dict[str, Any]) -> dict[str, Any]:
    return {**parsed, "intent_ranking": parsed.get("intent_ranking", [])[:_RANKING]}


async def _meant(agent: Any, text: str) -> dict[str, Any]:
    rest = parts.after_taking_back(text)
    if not rest:
        return {}
    parsed = await _parse(agent, rest, last_topic=None)
    intent = parsed["intent"]["name"]
    return {} if intent in parts.SILENT else {"meant": {"text": rest, "intent": intent}}


def _chosen(text: str, tracker: DialogueStateTracker | None) -> str:
    """What the choice with this number says, where a number answers the last choices."""
    number = _NUMBER.match(unicodedata.normalize("NFKC", text).strip())
    said = tracker.get_slot("last_answer") if tracker and number else None
    choices = [choice for bubble in said or [] for choice in bubble.get("choices", [])]
    place = int(number.group(1)) - 1 if number else -1
    return str(choices[place]["text"]) if 0 <= place < len(choices) else ""
