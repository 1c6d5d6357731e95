from __future__ import annotations

import asyncio

from bot.desk.bell import Bell, Change
from bot.worker.engine import Engine
from bot.worker.lanes import Lanes


class Rows:
    """Waiting rows in lanes; remembers who did what beside whom."""

    def __init__(self, waiting: dict[int, int]) -> None:
        self.waiting = waiting
        self.running: set[int] = set()
        self.most_at_once = 0
        self.overlapped = False
        self.empty = asyncio.Event()

    async def pending(self, limit: int) -> list[int]:
        return [lane for lane, rows in self.waiting.items() if rows][:limit]

    async def __call__(self, lane: int) -> None:
        self.overlapped |= lane in self.running
        self.running.add(lane)
        self.most_at_once = max(self.most_at_once, len(self.running))
        while self.waiting[lane]:
            await asyncio.sleep(0)
            self.waiting[lane] -= 1
        self.running.discard(lane)
        if not any(self.waiting.values()):
            self.empty.set()


async def test_engine_works_off_all_lanes_within_its_width() -> None:
    rows = Rows(dict.fromkeys(range(20), 5))
    engine = Engine(Bell(), [(rows, 4)], [])
    task = asyncio.create_task(engine.run())
    async with asyncio.timeout(5):
        await rows.empty.wait()
        engine.stop()
        await task
    assert rows.most_at_once <= 4
    assert not rows.overlapped


async def test_engine_uses_its_whole_width_when_the_first_lanes_hang() -> None:
    class Hanging(Rows):
        async def __call__(self, lane: int) -> None:
            self.waiting[lane + 1] = 1
            if lane == 8:
                self.empty.set()
            await asyncio.Event().wait()

    rows, bell = Hanging({1: 1}), Bell()
    task = asyncio.create_task(Engine(bell, [(rows, 8)], []).run())
    async with asyncio.timeout(5):
        while not rows.empty.is_set():
            bell.ring(Change.INBOX)
            await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_engine_wakes_when_the_bell_rings() -> None:
    rows, bell = Rows({1: 0}), Bell()
    engine = Engine(bell, [(rows, 1)], [])
    task = asyncio.create_task(engine.run())
    await asyncio.sleep(0)
    rows.waiting[1] = 3
    bell.ring(Change.INBOX)
    async with asyncio.timeout(5):
        await rows.empty.wait()
        engine.stop()
        await task


async def test_engine_goes_on_when_a_drive_fails() -> None:
    class Failing(Rows):
        failures = 0

        async def __call__(self, lane: int) -> None:
            if self.failures < 2:
                self.failures += 1
                raise RuntimeError("once more")
            await super().__call__(lane)

    rows = Failing({1: 1})
    engine = Engine(Bell(), [(rows, 1)], [])
    task = asyncio.create_task(engine.run())
    async with asyncio.timeout(10):
        await rows.empty.wait()
        engine.stop()
        await task


async def test_lanes_are_cancelled_when_they_do_not_end_in_time() -> None:
    stuck = asyncio.Event()

    async def drive(_lane: int) -> None:
        await stuck.wait()

    lanes = Lanes(drive, 2)
    lanes.start([1, 2, 3])
    assert lanes.room == 0
    await lanes.finish(0.01)
    assert lanes.room == 2


def test_page_keeps_the_newest_rings_when_it_is_slow() -> None:
    bell = Bell()
    with bell.listening() as listener:
        for number in range(500):
            bell.ring(Change.MESSAGE, conversation_id=number)
        last = None
        while not listener._queue.empty():
            last = listener._queue.get_nowait()
    assert last is not None
    assert last.conversation_id == 499
