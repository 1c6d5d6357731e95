"""The worker's hourly look at what may be forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.desk.ports import Clock
from bot.guide.keeping.retention import Erased, Retention

log = structlog.get_logger()

EVERY = timedelta(hours=1)
"""Days are counted in the rows themselves, so more often would be of no use."""


@dataclass(slots=True)
class RetentionSweep:
    """Sweeps at most once an hour; a sweep that failed is tried again in the next round."""

    retention: Retention
    clock: Clock
    _next: datetime | None = field(default=None, init=False)

    async def __call__(self) -> None:
        """Look, unless it was done within the hour."""
        now = self.clock.now()
        if self._next is not None and now < self._next:
            return
        erased = await self.retention.sweep(now)
        self._next = now + EVERY
        if erased != Erased():
            log.info("answers_erased", bookings=erased.bookings, requests=erased.requests)
