"""Turning catalogue entries into the bubbles of one answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.guide import facts
from bot.guide.bubbles import BubbleDict, bubble, next_steps
from bot.guide.calendar_days import in_tokyo
from bot.guide.catalogue import Catalogue
from bot.guide.circumstances import Circumstance, called, circumstance_of
from bot.guide.entities import Person
from bot.guide.entries import Asked, Aspect, Service, Speaker, Talk, Topic
from bot.guide.facts import Lang
from bot.guide.matching import best, ranked, without
from bot.guide.moment import values_of
from bot.guide.placeholders import fill
from bot.guide.profile import CityProfile

_STALE: dict[Lang, str] = {
    "ja": "※この案内は見直しの時期をすぎています。変わっているかもしれないので、窓口でもお確かめください。",
    "easy": "※この 話は 古いかも しれません。まどぐちで 聞いて ください。",
    "en": "Note: this information may be out of date. Please check with the desk.",
}
_MAX_BUBBLES = 3
_BELOW = "くわしくは、下の一覧をごらんください。"
"""Said where dates or places follow the answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What shapes one answer besides its topic."""

    aspect: Aspect
    speaker: Speaker | None
    lang: Lang
    now: datetime
    text: str
    people: tuple[Person, ...] = ()

    @property
    def circumstance(self) -> Circumstance | None:
        """What the ages told mean for the answer."""
        return circumstance_of(self.people)


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes answers of one catalogue and one profile."""

    catalogue: Catalogue
    profile: CityProfile
    dated: frozenset[str] = frozenset()
    """Services whose dates or places follow the answer."""

    def service(self, service: Service, turn: Turn) -> list[BubbleDict]:
        """The answer about something the section does: first what was asked, then the whole of it."""
        if turn.lang != "ja":
            return self._finish(service, (self._foreign(service, turn),), turn)
        if turn.aspect != "what":
            particular = best(service.asked, turn.text) if turn.text else None
            first = self._said(particular) if particular else ()
            return self._finish(service, (*first, self.aspect(service, turn.aspect)), turn, particular)
        asked = self._asked(service, turn.text)
        if asked is not None:
            return self._finish(service, (*self._said(asked), *self._rest(service, ())), turn, asked)
        unknown = best(self.catalogue.menu.details, turn.text)
        if unknown is not None:
            honest = facts.not_registered([unknown.name], "ja") + "いま分かっていることをお伝えします。"
            return self._finish(service, (honest, *self._rest(service, ())), turn)
        question = without((service.label, *service.aliases, *self.catalogue.menu.asides), turn.text)
        aspects = [words.aspect for words in ranked(self.catalogue.menu.aspects, question)[:2]]
        if aspects:
            first = tuple(self.aspect(service, aspect) for aspect in aspects)
            return self._finish(service, (*first, *self._rest(service, aspects)), turn)
        return self._finish(service, self._whole(service, turn), turn)

    def attribute(self, service: Service, aspect: Aspect, turn: Turn) -> list[BubbleDict]:
        """The answer about the cost, the hours or the people of one service."""
        if turn.lang != "ja":
            return self.service(service, turn)
        asked = best(service.asked, turn.text) if aspect == "who" else None
        first = self._said(asked) if asked else ()
        return self._finish(service, (*first, self.aspect(service, aspect)), turn, asked)

    def topic(self, topic: Topic, turn: Turn) -> list[BubbleDict]:
        """The answer about anything else."""
        if turn.lang != "ja":
            return self._finish(topic, (self._foreign(topic, turn),), turn)
        asked = best(topic.asked, turn.text)
        if asked is not None:
            return self._finish(topic, (*self._said(asked), *self._agencies(topic)), turn, asked)
        if turn.aspect in topic.aspects:
            return self._finish(topic, (self._with(topic, turn.aspect, topic.aspects[turn.aspect]),), turn)
        return self._finish(topic, self._plain(topic, turn), turn)

    def aspect(self, service: Service, aspect: Aspect) -> str:
        """What is known of one aspect of a service, in one bubble."""
        if aspect == "cost":
            return self._cost(service)
        if aspect == "other":
            labels = [entry.label for topic in service.next if (entry := self.catalogue.talk(topic))]
            return "ほかには、" + "、".join(labels) + "などがあります。気になるものを選んでください。"
        parts: dict[Aspect, tuple[str, ...]] = {
            "what": (service.what,),
            "when": (service.how_often, _BELOW if service.id in self.dated else service.when),
            "where": (_BELOW if service.id in self.dated else service.where,),
            "how": (service.how_to_ask,),
            "who": (service.for_whom, service.who_runs),
            "more": (*(figure.text for figure in service.figures), service.more or service.what),
        }
        return self._with(service, aspect, "".join(parts[aspect]))

    def _cost(self, service: Service) -> str:
        if service.cost:
            return self._with(service, "cost", service.cost)
        if self.profile.fees:
            return f"費用については、次のとおりです。\n{self.profile.fees}"
        return facts.not_registered([f"{service.label}の費用"], "ja")

    def _whole(self, service: Service, turn: Turn) -> Sequence[str]:
        people = service.for_whom + service.how_often + service.who_runs
        return (service.what, people + _for_those_told(service, turn), self.aspect(service, "how"))

    def _rest(self, service: Service, told: Collection[Aspect]) -> Sequence[str]:
        who = "" if "who" in told else service.for_whom
        often = "" if "when" in told else service.how_often
        how = "" if "how" in told else self.aspect(service, "how")
        return tuple(text for text in (service.what + who, often + how) if text)

    def _plain(self, topic: Topic, turn: Turn) -> Sequence[str]:
        own = topic.bubbles_for.get(turn.speaker) if turn.speaker else None
        *firsts, last = (*(own or topic.bubbles), *self._agencies(topic))
        offer = _for_those_told(topic, turn)
        gap = "\n" if offer and topic.agencies else ""
        return (*firsts, self._with(topic, "what", last + gap + offer))

    def _asked(self, service: Service, text: str) -> Asked | None:
        return best(service.asked, text) or best(self.catalogue.menu.common, text)

    def _said(self, asked: Asked) -> Sequence[str]:
        *firsts, last = asked.bubbles
        return (*firsts, facts.with_facts(last, self.profile, asked.facts, "ja"))

    def _foreign(self, talk: Talk, turn: Turn) -> str:
        own = [asked for asked in talk.asked if (asked.easy if turn.lang == "easy" else asked.en)]
        asked = best(own, turn.text)
        if asked is not None:
            core = asked.easy if turn.lang == "easy" else asked.en
            return facts.with_facts(core or "", self.profile, asked.facts, turn.lang)
        aspect: Aspect = "how" if isinstance(talk, Service) else "what"
        return self._with(talk, aspect, talk.easy if turn.lang == "easy" else talk.en, turn.lang)

    def _with(self, talk: Talk, aspect: Aspect, text: str, lang: Lang = "ja") -> str:
        known = [name for name in talk.facts_if_set.get(aspect, ()) if self.profile.fact(name)]
        return facts.with_facts(text, self.profile, (*talk.facts.get(aspect, ()), *known), lang)

    def _agencies(self, topic: Topic) -> Sequence[str]:
        if not topic.agencies:
            return ()
        lines = [f"・{agency.name}：{agency.what}" for agency in self.catalogue.agencies_for(topic.id)]
        return ("\n".join(lines),)

    def _finish(
        self, talk: Talk, texts: Iterable[str], turn: Turn, asked: Asked | None = None
    ) -> list[BubbleDict]:
        values = values_of(self.profile, self.catalogue.help_lines, turn.now, turn.lang)
        values["person"] = called(turn.people)
        said = [fill(text, values).strip() for text in texts][:_MAX_BUBBLES]
        review_by = getattr(talk, "review_by", None)
        if review_by is not None and in_tokyo(turn.now).date() > review_by:
            said[-1] += "\n" + _STALE[turn.lang]
        bubbles = [bubble(text) for text in said]
        own = asked.next if asked else ()
        bubbles[-1]["choices"] = next_steps(
            self.catalogue, talk, own, turn.speaker, turn.lang, turn.circumstance
        )
        return bubbles


def _for_those_told(talk: Talk, turn: Turn) -> str:
    """A sentence for who writes, and one for the ages told."""
    for_speaker = talk.by_speaker.get(turn.speaker, "") if turn.speaker else ""
    return for_speaker + (talk.by_circumstance.get(turn.circumstance, "") if turn.circumstance else "")
