"""The one risk scale used by every screen, table and page."""

from __future__ import annotations

from enum import IntEnum


class RiskLevel(IntEnum):
    """How much danger a text shows; comparable, so that `max()` keeps the highest.

    UNKNOWN stands for a screening that failed: it is treated like HIGH wherever a
    decision is taken, because a failure must never look like safety.
    """

    NONE = 0
    ELEVATED = 1
    HIGH = 2
    UNKNOWN = 3
    IMMINENT = 4

    @property
    def word(self) -> str:
        """The level as it is written in tables, JSON and pages."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> RiskLevel:
        """The level for a written word; ValueError names the words there are."""
        try:
            return cls[word.upper()]
        except KeyError:
            known = ", ".join(level.word for level in cls)
            raise ValueError(f"unknown risk level {word!r}; known: {known}") from None

    @property
    def calls_human(self) -> bool:
        """Whether a human must be called at this level."""
        return self >= RiskLevel.HIGH
