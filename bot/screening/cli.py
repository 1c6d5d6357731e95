"""Many lines through the screen, one after the other: what `akari screen` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypedDict

from bot.conversation.assessment import Assessment
from bot.conversation.levels import RiskLevel


class FullScreen(Protocol):
    """Anything that screens fully."""

    def full(self, text: str) -> Assessment:
        """What is seen in a text."""


class Screened(TypedDict):
    """One line of output."""

    text: str
    level: str
    signals: list[str]
    about: str


def screen_lines(screen: FullScreen, lines: Iterable[str]) -> Iterator[Screened]:
    """Each text with its level, the names of its signals and who is at risk, in the given order."""
    for text in lines:
        found = screen.full(text)
        yield Screened(
            text=text,
            level=level_word(found.level),
            signals=[signal.name for signal in found.signals],
            about=found.about.value,
        )


def level_word(level: RiskLevel) -> str:
    """The word that is printed: a screening that failed counts as high."""
    return RiskLevel.HIGH.word if level is RiskLevel.UNKNOWN else level.word
