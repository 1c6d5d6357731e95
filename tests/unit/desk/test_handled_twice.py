"""One row of the inbox in the hands of two workers: what is done is done once."""

from __future__ import annotations

import asyncio

from bot.desk.respond import Handled, HandledElsewhere
from tests.counters import CounterDesk
from tests.desks import TestDesk


async def _both(desk: TestDesk, text: str) -> list[Handled | BaseException]:
    await desk.write(text)
    conversation = await desk.conversation()
    async with desk.store.read() as uow:
        row = await uow.inbox.next_of(conversation.id, desk.clock.now())
    assert row is not None
    return await asyncio.gather(desk.respond(row), desk.respond(row), return_exceptions=True)


async def test_booking_is_made_and_confirmed_once_when_the_yes_is_handled_twice(desk: TestDesk) -> None:
    counter = CounterDesk(desk)
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "1人")
    before = len(desk.channel.texts)

    done = await _both(desk, "はい")
    await desk.work()

    assert sorted(type(one) for one in done if isinstance(one, BaseException)) == [HandledElsewhere]
    assert len(await counter.bookings()) == 1
    assert len([text for text in desk.channel.texts[before:] if "予約" in text]) == 1


async def test_human_is_called_once_when_somebody_asks_for_one(desk: TestDesk) -> None:
    done = await _both(desk, "人と話したい")
    await desk.work()

    assert [type(one) for one in done if isinstance(one, BaseException)] == [HandledElsewhere]
    conversation = await desk.conversation()
    async with desk.store.read() as uow:
        assert await uow.handoffs.open_of(conversation.id) is not None
    assert len(desk.channel.texts) == 1
