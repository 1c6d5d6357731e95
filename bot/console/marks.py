"""Cutting a text into marked and unmarked pieces, for the page to escape and show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.console import labels
from bot.conversation.assessment import Signal
from bot.conversation.levels import RiskLevel


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `word` is the level of the mark ("" for unmarked) and `title` its reason."""

    text: str
    word: str = ""
    title: str = ""


def pieces(text: str, signals: Sequence[Signal]) -> tuple[Piece, ...]:
    """The whole text in order; signals may overlap, repeat, or point outside of the text."""
    placed = [(*_inside(signal, text), signal) for signal in signals]
    spans = [(start, end, signal) for start, end, signal in placed if start < end]
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    cut = []
    for start, end in pairwise(edges):
        over = [signal for begin, stop, signal in spans if begin <= start and end <= stop]
        cut.append(_piece(text[start:end], over))
    return tuple(cut)


def findings(text: str, signals: Sequence[Signal]) -> tuple[str, ...]:
    """What was found without a place in the text that could be marked."""
    loose = [signal for signal in signals if (place := _inside(signal, text))[0] >= place[1]]
    return tuple(dict.fromkeys(title(signal) for signal in loose if signal.level > RiskLevel.NONE))


def title(signal: Signal) -> str:
    """A signal in words: 「自傷（高い危険）」."""
    return f"{labels.category(signal.category)}（{labels.badge(signal.level).label}）"


def _inside(signal: Signal, text: str) -> tuple[int, int]:
    return max(0, min(signal.start, len(text))), max(0, min(signal.end, len(text)))


def _piece(text: str, over: Sequence[Signal]) -> Piece:
    if not over:
        return Piece(text)
    level = max(signal.level for signal in over)
    return Piece(text, level.word, "・".join(dict.fromkeys(title(signal) for signal in over)))
