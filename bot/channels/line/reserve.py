"""The month's last pushes are kept for danger and for a counselor's words."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from bot.desk.ports import SendError

LOOK_EVERY_S = 120.0
"""How long LINE's own figure is believed, in seconds; LINE allows 60 such questions an hour."""
HELD_S = 3600.0
"""When to try again after a push was held back, in seconds."""

PushesLeft = Callable[[], Awaitable[int | None]]
"""Asks LINE how many pushes the month still has; None for a plan without a limit."""


class PushReserve:
    """Holds ordinary pushes back when no more than `keep` are left this month."""

    def __init__(self, keep: int, left: PushesLeft, clock: Callable[[], float] = time.monotonic) -> None:
        self._keep = keep
        self._ask = left
        self._clock = clock
        self._left: int | None = None
        self._asked_at = -LOOK_EVERY_S

    async def check(self, *, risk: bool) -> None:
        """SendError when this push has to wait so that one for danger still goes out."""
        if self._keep <= 0 or risk:
            return
        await self._look()
        if self._left is not None and self._left <= self._keep:
            raise SendError("line_quota_reserved", retryable=True, retry_after=HELD_S)

    def used(self) -> None:
        """A push went out."""
        if self._left is not None:
            self._left -= 1

    async def _look(self) -> None:
        now = self._clock()
        if now - self._asked_at < LOOK_EVERY_S:
            return
        self._asked_at = now
        try:
            self._left = await self._ask()
        except SendError:
            # Not knowing is no reason to keep anything from anybody.
            self._left = None
