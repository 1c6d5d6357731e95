"""The worker's hourly look at what may be forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.desk.ports import Clock
from bot.guide.keeping.retention import Erased, Retention
from bot.worker.every import Every

log = structlog.get_logger()

EVERY = timedelta(hours=1)
"""Days are counted in the rows themselves, so more often would be of no use."""


@dataclass(slots=True)
class RetentionSweep:
    """Sweeps at most once an hour; a sweep that failed is tried again in the next round."""

    retention: Retention
    clock: Clock
    _every: Every = field(default_factory=lambda: Every(EVERY), init=False)

    async def __call__(self) -> None:
        """Look, unless it was done within the hour."""
        now = self.clock.now()
        if not self._every.due(now):
            return
        erased = await self.retention.sweep(now)
        self._every.done(now)
        if erased != Erased():
            log.info("answers_erased", bookings=erased.bookings, requests=erased.requests)
