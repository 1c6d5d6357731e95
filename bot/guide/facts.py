"""The city's facts inside an answer: told when registered, honestly missing when not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from bot.guide.profile import CityProfile
from bot.guide.profile_fields import FACT_FIELDS

Lang = Literal["ja", "easy", "en"]


def told(profile: CityProfile, fields: Iterable[str], lang: Lang) -> str:
    """The registered ones of the facts, one a line."""
    mark = ": " if lang == "en" else "："
    lines = []
    for field in fields:
        value = profile.fact(field)
        if value is not None:
            noun = noun_of(field, lang)
            lines.append(f"{noun[:1].upper()}{noun[1:]}{mark}{value}")
    return "\n".join(lines)


def missing(profile: CityProfile, fields: Iterable[str], lang: Lang) -> str:
    """One honest sentence about those that are not registered, or "" when all are."""
    nouns = [noun_of(field, lang) for field in fields if profile.fact(field) is None]
    return not_registered(nouns, lang) if nouns else ""


def not_registered(nouns: list[str], lang: Lang) -> str:
    """The sentence that says what the desk alone can tell."""
    if lang == "en":
        return f"Not registered here yet: {', '.join(nouns)}. Please ask the desk."
    if lang == "easy":
        return f"{'と '.join(nouns)}は、まだ ここに 書いて ありません。まどぐちで 聞いて ください。"
    return f"{'と'.join(nouns)}は、まだ登録されていません。窓口でお確かめください。"


def noun_of(field: str, lang: Lang) -> str:
    """How a fact is called."""
    fact = FACT_FIELDS[field]
    return {"ja": fact.ja, "easy": fact.easy, "en": fact.en}[lang]


def with_facts(text: str, profile: CityProfile, fields: Iterable[str], lang: Lang) -> str:
    """The text, then the sentence about what is missing, then the facts on lines of their own."""
    names = tuple(fields)
    gap = " " if lang == "en" else ""
    said = gap.join(part for part in (text, missing(profile, names, lang)) if part)
    return "\n".join(part for part in (said, told(profile, names, lang)) if part)
