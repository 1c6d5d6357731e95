"""Counting how a screen did."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import regex

from bot.conversation.levels import RiskLevel
from bot.screening.corpus import Example
from bot.screening.normalize import normalize

LEVELS = (RiskLevel.NONE, RiskLevel.ELEVATED, RiskLevel.HIGH, RiskLevel.IMMINENT)


@dataclass(frozen=True, slots=True)
class Result:
    """One message and the level it was given."""

    example: Example
    level: RiskLevel

    @property
    def called(self) -> bool:
        """Whether a human was called."""
        return self.level.calls_human


def share(results: Iterable[Result], holds: Callable[[Result], bool]) -> tuple[int, int]:
    """How many of how many."""
    rows = list(results)
    return sum(map(holds, rows)), len(rows)


def recall(results: Iterable[Result]) -> tuple[int, int]:
    """Messages of danger for which a human was called."""
    return share((row for row in results if row.example.danger), lambda row: row.called)


def precision(results: Iterable[Result]) -> tuple[int, int]:
    """Calls that were right."""
    return share((row for row in results if row.called), lambda row: row.example.danger)


def false_alarms(results: Iterable[Result]) -> tuple[int, int]:
    """Harmless messages for which a human was called."""
    return share((r for r in results if r.example.level is RiskLevel.NONE), lambda row: row.called)


def confusion(results: Iterable[Result]) -> Counter[tuple[RiskLevel, RiskLevel]]:
    """(true level, given level) → how often; UNKNOWN counts as HIGH."""
    return Counter(
        (row.example.level, RiskLevel.HIGH if row.level is RiskLevel.UNKNOWN else row.level)
        for row in results
    )


def grouped(results: Sequence[Result], key: Callable[[Example], str]) -> dict[str, list[Result]]:
    """Results by a property of their message."""
    groups: dict[str, list[Result]] = {}
    for row in results:
        groups.setdefault(key(row.example), []).append(row)
    return dict(sorted(groups.items()))


_KEYWORD = regex.compile(r"[死殺]|しにた|自傷|りすか|消えた|きえた|逝|(?<![a-z])od(?![a-z])|心中|遺書")
_HALF = regex.compile(r"[ｦ-ﾟ]")
_HAN = regex.compile(r"\p{Han}")


def spelling(example: Example) -> str:
    """How a message is written: the forms in which words hide."""
    text = example.text
    if _HALF.search(text):
        return "half-width kana"
    if text.isascii():
        return "latin letters"
    seen = normalize(text)
    if seen.plain.text != unicodedata.normalize("NFKC", text).lower():
        return "disguised"
    if _KEYWORD.search(seen.folded.text):
        return "keyword"
    if not _HAN.search(text):
        return "kana only, no keyword"
    return "no keyword" if len(text) < 80 else "no keyword, long"
