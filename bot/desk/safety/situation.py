"""From an assessment and the wording to the situation that words are chosen for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.conversation.assessment import Assessment
from bot.conversation.levels import RiskLevel
from bot.desk.safety.entries import Language, Situation

_FOREMOST = (
    "overdose", "murder_suicide", "missing", "self_harm", "psychosis", "child", "dv", "abuse",
    "home_violence", "threat", "suicide", "medical", "self_neglect", "money", "isolation", "exhaustion",
    "unknown",
)  # fmt: skip
"""Of several troubles the one whose first step differs most comes first."""

_KANJI = re.compile(r"[一-龯]")
_KANA = re.compile(r"[ぁ-んァ-ヶｦ-ﾟ]")
_LATIN_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_ENGLISH = frozenset(
    {
        "alone", "am", "and", "anymore", "call", "can't", "cant", "daughter", "die", "died", "don't",
        "dont", "dying", "feel", "food", "for", "goodbye", "has", "have", "he's", "help", "her", "his",
        "hits", "hurt", "husband", "i'm", "im", "is", "it", "kill", "killed", "life", "live", "my",
        "myself", "need", "not", "phone", "pills", "please", "room", "scared", "she", "she's", "someone",
        "son", "that", "the", "this", "tired", "took", "want", "was", "what", "wife", "with", "won't",
        "you",
    }
)  # fmt: skip
"""Common English words that are no Japanese syllables in Latin letters."""
_KANA_ONLY_MIN = 12
"""Kana from which a text without any kanji is answered in simple words."""


def situation(assessment: Assessment, text: str, traits: Mapping[str, re.Pattern[str]]) -> Situation:
    """The situation to answer."""
    return Situation(
        level="imminent" if assessment.level is RiskLevel.IMMINENT else "high",
        category=category(assessment),
        about=assessment.about,
        speaker=assessment.speaker,
        traits=seen_traits(text, traits),
        language=language(text),
        past=assessment.past,
    )


def category(assessment: Assessment) -> str | None:
    """The trouble that decides about the words: of the gravest signals, the foremost."""
    gravest = {signal.category for signal in assessment.signals if signal.level >= assessment.level}
    every = {*assessment.categories, *(signal.category for signal in assessment.signals)}
    for found in (gravest, every):
        for name in _FOREMOST:
            if name in found:
                return name
    return None


def seen_traits(text: str, patterns: Mapping[str, re.Pattern[str]]) -> frozenset[str]:
    """The traits that the wording shows. A family writing about a pupil is no pupil."""
    seen = {name for name, pattern in patterns.items() if pattern.search(text)}
    if "simple" in patterns and not _KANJI.search(text) and len(_KANA.findall(text)) >= _KANA_ONLY_MIN:
        seen.add("simple")
    if "grown" in seen:
        seen.discard("simple")
    return frozenset(seen)


def language(text: str) -> Language:
    """en when the text is mainly English; romaji is Japanese."""
    words = _LATIN_WORD.findall(text.casefold())
    letters = sum(len(word) for word in words)
    if letters <= len(_KANJI.findall(text)) + len(_KANA.findall(text)):
        return "ja"
    known = {word.replace("’", "'") for word in words} & _ENGLISH
    return "en" if len(known) >= 2 or (known and len(words) <= 3) else "ja"
