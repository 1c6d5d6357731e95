"""Clocks: the real one, and one that stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """The moment now."""
        return datetime.now(UTC)


@dataclass(slots=True)
class StillClock:
    """A clock that shows what it is set to."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it is set to."""
        return self.moment
