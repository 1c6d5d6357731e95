"""Lanes: one after the other within a lane, lanes side by side, a bounded number at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from typing import Any

Drive = Callable[[int], Coroutine[Any, Any, None]]
"""Works off everything that waits in one lane."""


class Lanes:
    """Runs at most one drive per lane and at most `width` drives in all."""

    def __init__(self, drive: Drive, width: int) -> None:
        self._drive = drive
        self.width = width
        self._running: dict[int, asyncio.Task[None]] = {}
        self.freed = asyncio.Event()

    @property
    def room(self) -> int:
        """How many more lanes may start now."""
        return self.width - len(self._running)

    def start(self, lanes: Iterable[int]) -> None:
        """Start those lanes that do not run yet, as far as there is room."""
        for lane in lanes:
            if lane not in self._running and self.room > 0:
                task = asyncio.create_task(self._drive(lane))
                self._running[lane] = task
                task.add_done_callback(partial(self._ended, lane))

    def _ended(self, lane: int, task: asyncio.Task[None]) -> None:
        self._running.pop(lane)
        if not task.cancelled():
            task.exception()
        self.freed.set()

    async def finish(self, within_s: float) -> None:
        """Let what runs end, for at most `within_s` seconds; then cancel it."""
        tasks = list(self._running.values())
        if not tasks:
            return
        _done, late = await asyncio.wait(tasks, timeout=within_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
