"""The bookings' timer: reminders, offers of free seats, half-filled procedures that are forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.desk.bell import Bell, Change
from bot.desk.ports import Clock
from bot.guide.bookings.sweep import Sweep
from bot.guide.ports import Store
from bot.guide.procedures.state import KEPT_FOR
from bot.worker.every import Every

EVERY = timedelta(seconds=15)
"""How often it is looked whether something is due."""


@dataclass(slots=True)
class BookingSweep:
    """Works off what is due. Everything lives in rows, so a restart loses nothing."""

    sweep: Sweep
    store: Store
    clock: Clock
    bell: Bell
    _every: Every = field(default_factory=lambda: Every(EVERY), init=False)

    async def __call__(self) -> None:
        """Sweep, unless that was done a moment ago."""
        now = self.clock.now()
        if not self._every.due(now):
            return
        self._every.done(now)
        async with self.store.write() as uow:
            await uow.procedures.drop_older(now - KEPT_FOR)
        done = await self.sweep.sweep(now)
        if done.reminded or done.offered or done.expired or done.given_up:
            self.bell.ring(Change.OUTBOX)
