"""The worker inside the front desk: woken by the bell, sweeping every second."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol

import structlog

from bot.desk.bell import Bell
from bot.desk.ports import StoreUnavailable
from bot.worker.lanes import Lanes

log = structlog.get_logger()

SWEEP_S = 1.0
"""How often rows are looked for that no ring told of, in seconds."""
STOP_S = 10.0
"""How long what is in flight may take to end when the worker stops, in seconds."""


class Work(Protocol):
    """A kind of waiting rows, in lanes."""

    async def pending(self, limit: int) -> list[int]: ...

    def __call__(self, lane: int, /) -> Coroutine[Any, Any, None]: ...


class Engine:
    """Runs the loops. Rows are the truth; the engine only wakes."""

    def __init__(
        self, bell: Bell, loops: list[tuple[Work, int]], sweeps: list[Callable[[], Awaitable[None]]]
    ) -> None:
        self._bell = bell
        self._loops = [(work, Lanes(work, width)) for work, width in loops]
        self._sweeps = sweeps
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until `stop` is called; then finish what is in flight."""
        loops = [self._loop(work, lanes) for work, lanes in self._loops]
        async with asyncio.TaskGroup() as group:
            for loop in loops:
                group.create_task(loop)
            group.create_task(self._sweep())
        for _work, lanes in self._loops:
            await lanes.finish(STOP_S)

    def stop(self) -> None:
        """Take no more work."""
        self._stopping.set()

    async def _loop(self, work: Work, lanes: Lanes) -> None:
        with self._bell.listening() as listener:
            while not self._stopping.is_set():
                lanes.freed.clear()
                await self._start(work, lanes)
                await self._nap(listener.wait(SWEEP_S), lanes.freed.wait())

    async def _start(self, work: Work, lanes: Lanes) -> None:
        if lanes.room <= 0:
            return
        try:
            # As many as could run at all: those that run already are among them.
            lanes.start(await work.pending(limit=lanes.width))
        except StoreUnavailable as error:
            log.warning("store_unavailable", error=str(error))
        except Exception as error:
            log.error("loop_failed", error=type(error).__name__)

    async def _nap(self, *wakers: Awaitable[object]) -> None:
        tasks = [asyncio.ensure_future(waker) for waker in (*wakers, self._stopping.wait())]
        await asyncio.wait(tasks, timeout=SWEEP_S, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _sweep(self) -> None:
        while not self._stopping.is_set():
            for sweep in self._sweeps:
                try:
                    await sweep()
                except Exception as error:
                    log.error("sweep_failed", error=type(error).__name__)
            await self._nap()
