"""Figures about the desk's work: counts and times, no word of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DayFigure:
    """What came in on one day. `urgent` counts the handoffs at a level that calls a human."""

    start: datetime
    received: int
    handoffs: int
    urgent: int


class Figures(Protocol):
    async def per_day(self, starts: Sequence[datetime]) -> list[DayFigure]:
        """One figure for each of these days, given by their first moments, oldest first."""

    async def failed_deliveries(self, since: datetime) -> dict[str, int]:
        """How many requests written since then could not be delivered at all, by their code."""
