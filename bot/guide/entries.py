"""The shapes of catalogue entries: what a file may hold, checked strictly."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from bot.guide.circumstances import Circumstance
from bot.guide.placeholders import PLACEHOLDERS

Aspect = Literal["what", "when", "where", "how", "who", "cost", "more", "other"]
ASPECTS: tuple[Aspect, ...] = ("what", "when", "where", "how", "who", "cost", "more", "other")
Speaker = Literal["family", "self", "supporter", "resident"]
Stage = Literal["family", "individual", "group", "participation", "community", "agencies", "whole"]


def _known_placeholders(text: str) -> str:
    unknown = set(re.findall(r"\{([^{}]*)\}", text)) - PLACEHOLDERS
    if unknown:
        raise ValueError(f"unknown placeholder {{{min(unknown)}}}; known: {', '.join(sorted(PLACEHOLDERS))}")
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Label = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Ids = Annotated[tuple[Id, ...], Field(strict=False)]
Keywords = Annotated[tuple[Words, ...], Field(strict=False)]
Facts = dict[Aspect, Keywords]


class Entry(BaseModel):
    """Strict: an unknown field or a wrong type is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Copy(Entry):
    """An entry with sentences, whose placeholders must be known ones."""

    @field_validator("*")
    @classmethod
    def _placeholders(cls, value: object) -> object:
        for text in _texts(value):
            _known_placeholders(text)
        return value


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    return []


class Asked(Copy):
    """What to say when the message asks for one particular thing.

    A keyword is found in the message after both were folded; `a&b` needs both.
    `facts` are fields of the profile that belong to this answer. `easy` and `en` are its core in
    やさしい日本語 and in English; without them the entry's own are said.
    """

    keywords: Annotated[Keywords, Field(min_length=1)]
    bubbles: Annotated[Keywords, Field(min_length=1, max_length=3)]
    facts: Ids = ()
    next: Ids = ()
    easy: Words | None = None
    en: Words | None = None


class Figure(Copy):
    """A number of the programme with the fiscal year it belongs to."""

    fiscal_year: Annotated[str, StringConstraints(pattern=r"^令和(元|\d{1,2})年度$")]
    kind: Literal["plan", "result"]
    text: Words


class Talk(Copy):
    """What every answerable thing has: its name, its languages, what follows."""

    id: Id
    label: Label
    ask: Words | None = None
    aliases: Keywords = ()
    asked: Annotated[tuple[Asked, ...], Field(strict=False)] = ()
    by_speaker: dict[Speaker, Words] = {}
    by_circumstance: dict[Circumstance, Words] = {}
    facts: Facts = {}
    facts_if_set: Facts = {}
    next: Ids = ()
    human: bool = True
    easy: Words
    en: Words

    @property
    def question(self) -> str:
        """What a button for this entry says for the person."""
        return self.ask or f"{self.label}について教えて"


class Service(Talk):
    """One thing the section does, in sentences that can stand alone."""

    stage: Stage
    what: Words
    for_whom: Words
    how_often: Words
    who_runs: Words
    when: Words
    where: Words
    how_to_ask: Words
    cost: Words | None = None
    more: Words | None = None
    figures: Annotated[tuple[Figure, ...], Field(strict=False)] = ()
    source: Words
    review_by: date


class Topic(Talk):
    """Anything else that can be answered: a greeting, an attribute, a way to another office."""

    bubbles: Annotated[Keywords, Field(min_length=1, max_length=3)]
    bubbles_for: dict[Speaker, Annotated[Keywords, Field(min_length=1, max_length=3)]] = {}
    aspects: dict[Aspect, Words] = {}
    agencies: bool = False
    source: Words | None = None
    review_by: date | None = None


class Agency(Copy):
    """An office or group of the network, and what it is good for."""

    id: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=30)]
    topics: Annotated[Ids, Field(min_length=1)]
    what: Words
    easy: Words
    en: Words
    source: Words
    review_by: date


class Detail(Entry):
    """A particular that people ask about and that only the desk can tell."""

    name: Words
    keywords: Annotated[Keywords, Field(min_length=1)]


class AspectWords(Entry):
    """Words that show which aspect of a service a message asks for."""

    aspect: Aspect
    keywords: Annotated[Keywords, Field(min_length=1)]


class Menu(Entry):
    """What to offer next to whom, and the words that show what is asked.

    `asides` are turns of politeness whose words ask for nothing: 教えてください is no ください.
    """

    offers: dict[Speaker, Ids]
    circumstances: dict[Circumstance, Ids] = {}
    asides: Keywords = ()
    aspects: Annotated[tuple[AspectWords, ...], Field(strict=False)]
    common: Annotated[tuple[Asked, ...], Field(strict=False)] = ()
    details: Annotated[tuple[Detail, ...], Field(strict=False)]
