"""All children together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.supervisor.child import Spec, next_pause, spawn, stop

Say = Callable[[str], None]


class Family:
    """Keeps children running until `stop`; tells of each restart through `say`."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._stopping = asyncio.Event()
        self._keepers: list[asyncio.Task[None]] = []

    def add(self, spec: Spec) -> None:
        """Start a child and keep it up."""
        self._keepers.append(asyncio.create_task(self._keep(spec)))

    async def _keep(self, spec: Spec) -> None:
        pause_s = 0.0
        while not self._stopping.is_set():
            began = time.monotonic()
            process = await spawn(spec)
            ended = asyncio.create_task(process.wait())
            stopping = asyncio.create_task(self._stopping.wait())
            await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            await stop(process)
            if self._stopping.is_set():
                return
            pause_s = next_pause(pause_s, time.monotonic() - began)
            self._say(f"{spec.name} が止まりました（{spec.log_file}）。{pause_s:.0f}秒後に起動しなおします。")
            await self._nap(pause_s)

    async def _nap(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return

    async def stop(self) -> None:
        """Stop all children and wait until every one is gone."""
        self._stopping.set()
        await asyncio.gather(*self._keepers)
