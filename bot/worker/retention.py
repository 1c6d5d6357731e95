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
    _last: datetime | None = field(default=None, init=False)

    async def __call__(self) -> None:
        """Look, unless it was done within the hour."""
        now = self.clock.now()
        # A clock that was set back must not stop the sweeps until it is there again.
        if self._last is not None and self._last <= now < self._last + EVERY:
            return
        erased = await self.retention.sweep(now)
        self._last = now
        if erased != Erased():
            log.info("answers_erased", bookings=erased.bookings, requests=erased.requests)
