"""Finding out what exactly a message asks, by words that were written down for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


class Keyworded(Protocol):
    """Anything that can be found by its keywords."""

    @property
    def keywords(self) -> tuple[str, ...]: ...


Found = TypeVar("Found", bound=Keyworded)


def folded(text: str) -> str:
    """The text without differences of width, case, kana and spacing."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA_TO_HIRAGANA)
    return "".join(ch for ch in plain if not ch.isspace())


def weight(keyword: str, text: str) -> int:
    """How strongly a keyword is found in a folded text: its length, or 0 when it is not there."""
    parts = [folded(part) for part in keyword.split("&")]
    return sum(map(len, parts)) if all(part in text for part in parts) else 0


def best(candidates: Sequence[Found], text: str) -> Found | None:
    """The candidate whose keywords say most about the text; the earlier one of equals."""
    found = ranked(candidates, text)
    return found[0] if found else None


def ranked(candidates: Sequence[Found], text: str) -> list[Found]:
    """The candidates found in the text, the one that fits best first."""
    plain = folded(text)
    scored = [(_score(candidate.keywords, plain), candidate) for candidate in candidates]
    return [candidate for score, candidate in sorted(scored, key=lambda pair: -pair[0]) if score]


def mentions(words: Iterable[str], text: str) -> int:
    """The length of the longest of the words found in the text, or 0."""
    plain = folded(text)
    return max((weight(word, plain) for word in words), default=0)


def without(words: Iterable[str], text: str) -> str:
    """The folded text without these words, so that a name is not taken for a question."""
    plain = folded(text)
    for word in sorted((folded(word) for word in words), key=len, reverse=True):
        plain = plain.replace(word, "")
    return plain


def _score(keywords: Iterable[str], plain: str) -> int:
    found = sorted((weight(keyword, plain) for keyword in keywords), reverse=True)
    return sum(found[:3])
