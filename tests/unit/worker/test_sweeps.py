"""What happens by itself goes on when one row, one sweep or the clock is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.conversation.content import Bubble
from bot.desk.bell import Bell
from bot.guide.bookings.entities import BookingState
from bot.guide.bookings.sweep import Sweep
from bot.guide.keeping.retention import Retention
from bot.guide.ports import UnitOfWork
from bot.guide.procedures.state import Kind, Procedure
from bot.store.unit_of_work import SqlStore
from bot.worker.bookings import BookingSweep
from bot.worker.engine import Engine
from bot.worker.retention import RetentionSweep
from tests.bookings import SATURDAY, Classes, FakeTeller
from tests.fakes import FakeClock

EVENING = SATURDAY - timedelta(hours=20)
"""When the reminders of the usual session are due."""


class DeafTeller(FakeTeller):
    """Cannot tell one person anything."""

    def __init__(self, deaf: int) -> None:
        super().__init__()
        self.deaf = deaf

    async def tell(self, uow: UnitOfWork, contact_id: int, bubbles: Sequence[Bubble], now: datetime) -> None:
        if contact_id == self.deaf:
            raise RuntimeError("nobody there")
        await super().tell(uow, contact_id, bubbles, now)


@pytest.fixture
def classes(store: SqlStore) -> Classes:
    return Classes(store)


async def test_others_are_reminded_when_one_cannot_be_told(classes: Classes) -> None:
    session = await classes.session()
    people = await classes.contacts(3)
    for contact in people:
        await classes.book(session, contact)
    teller = DeafTeller(people[0])

    done = await Sweep(classes.store, teller).sweep(EVENING)

    assert done.reminded == 2
    assert [contact for contact, _ in teller.told] == people[1:]


async def test_free_seats_of_other_sessions_are_offered_when_one_person_cannot_be_told(
    classes: Classes,
) -> None:
    sitting, first, second = await classes.contacts(3)
    for waiting in (first, second):
        session = await classes.session(capacity=1)
        booked = await classes.book(session, sitting)
        await classes.book(session, waiting, wait=True)
        async with classes.store.write() as uow:
            await uow.bookings.move(booked, BookingState.CANCELLED, classes.now)
    teller = DeafTeller(first)

    assert (await Sweep(classes.store, teller).sweep(classes.now)).offered == 1
    assert [contact for contact, _ in teller.told] == [second]


async def test_half_filled_answers_are_forgotten_when_the_bookings_cannot_be_swept(store: SqlStore) -> None:
    class Broken(Sweep):
        async def sweep(self, now: datetime) -> None:  # type: ignore[override]
            raise RuntimeError("broken")

    classes, clock = Classes(store), FakeClock()
    (contact,) = await classes.contacts(1)
    async with store.write() as uow:
        await uow.procedures.keep(contact, Procedure(Kind.BOOK, "family_class"), clock.now())
    clock.pass_time(days=1)

    with pytest.raises(RuntimeError):
        await BookingSweep(Broken(store, classes.teller), store, clock, Bell())()

    async with store.read() as uow:
        assert await uow.procedures.get(contact) is None


async def test_bookings_are_swept_again_when_the_clock_was_set_back(classes: Classes) -> None:
    clock = FakeClock(EVENING + timedelta(days=300))
    sweep = BookingSweep(classes.sweeper, classes.store, clock, Bell())
    await sweep()
    session, (contact,) = await classes.session(), await classes.contacts(1)
    await classes.book(session, contact)

    clock.moment = EVENING
    await sweep()

    assert len(classes.teller.to(contact)) == 1


async def test_answers_are_erased_when_the_clock_was_set_back(classes: Classes) -> None:
    clock = FakeClock(SATURDAY + timedelta(days=3650))
    sweep = RetentionSweep(Retention(classes.store, 365), clock)
    await sweep()
    session, (contact,) = await classes.session(), await classes.contacts(1)
    booking = await classes.book(session, contact)

    clock.moment = SATURDAY + timedelta(days=400)
    await sweep()

    assert (await classes.of(booking)).contact_id == 0


async def test_other_sweeps_go_on_when_one_fails_every_time() -> None:
    reached = asyncio.Event()

    async def fails() -> None:
        raise RuntimeError("always")

    async def works() -> None:
        reached.set()

    engine = Engine(Bell(), [], [fails, works])
    task = asyncio.create_task(engine.run())
    async with asyncio.timeout(5):
        await reached.wait()
        engine.stop()
        await task
