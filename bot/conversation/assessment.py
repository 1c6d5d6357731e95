"""What the screening found in a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.conversation.levels import RiskLevel


class About(StrEnum):
    """Who is at risk, seen from the person who writes."""

    SELF = "self"
    FAMILY = "family"
    OTHER = "other"
    NONE = "none"


class Speaker(StrEnum):
    """Who seems to be writing."""

    SELF = "self"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    PARTNER = "partner"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    SUPPORTER = "supporter"
    RESIDENT = "resident"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Signal:
    """One finding, with the place in the original text that showed it.

    `start` and `end` are character offsets into the text as it was written;
    both are 0 where the finding has no single place (a model, a sequence).
    """

    name: str
    category: str
    level: RiskLevel
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """Level, reasons and people of one screened text."""

    level: RiskLevel
    signals: tuple[Signal, ...] = ()
    about: About = About.NONE
    speaker: Speaker = Speaker.UNKNOWN
    past: bool = False
    categories: tuple[str, ...] = field(default=())

    @classmethod
    def failed(cls) -> Assessment:
        """The assessment of a text that could not be screened: a human is asked."""
        signal = Signal("screening_failed", "unknown", RiskLevel.UNKNOWN)
        return cls(level=RiskLevel.UNKNOWN, signals=(signal,), categories=("unknown",))
