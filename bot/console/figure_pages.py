"""Figures: how long people wait, how many wait now, what comes in. No word of anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request
from fastapi.responses import Response

from bot.console import labels, render, times
from bot.console.gate import Gate
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.ports import Clock, QueueEntry, Store

WAITS_DAYS = 30
DAYS = 14


@dataclass(frozen=True, slots=True)
class WaitingNow:
    """The people of one level who wait now."""

    badge: labels.Badge
    count: int
    longest: str


@dataclass(frozen=True, slots=True)
class FigurePages:
    """The page of figures."""

    store: Store
    gate: Gate
    clock: Clock

    async def show(self, request: Request) -> Response:
        """All figures as tables."""
        sign_in = await self.gate.reader(request)
        now = self.clock.now()
        starts = [times.midnight(now) - timedelta(days=ago) for ago in reversed(range(DAYS))]
        async with self.store.read() as uow:
            waits = await uow.pagings.waits(now - timedelta(days=WAITS_DAYS))
            queue = await uow.handoffs.queue()
            days = await uow.figures.per_day(starts)
            failures = await uow.figures.failed_deliveries(starts[0])
        return render.page(
            "figures.html",
            sign_in=sign_in,
            waits=waits,
            waiting=_waiting(queue, now),
            days=list(reversed(days)),
            failures=failures,
            waits_days=WAITS_DAYS,
            days_count=DAYS,
        )


def _waiting(queue: Sequence[QueueEntry], now: datetime) -> list[WaitingNow]:
    """One line a level, the most dangerous first."""
    entries = [entry for entry in queue if entry.conversation.status is Status.WAITING]
    counts = Counter(entry.conversation.level for entry in entries)
    return [
        WaitingNow(labels.badge(level), counts[level], times.waited(_first(entries, level), now))
        for level in sorted(counts, reverse=True)
    ]


def _first(entries: Sequence[QueueEntry], level: RiskLevel) -> datetime:
    return min(entry.handoff.opened_at for entry in entries if entry.conversation.level is level)
