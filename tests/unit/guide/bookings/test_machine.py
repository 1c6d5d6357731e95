"""A machine that books, changes, waits and lets time pass at random, and never loses anybody."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.bookings.errors import BookingRefused
from bot.guide.bookings.times import is_decent
from bot.guide.sessions.seats import count_seats
from bot.store.migrate import migrate
from bot.store.unit_of_work import SqlStore
from tests.bookings import SATURDAY, TUESDAY, Classes, people

PERSONS = 6
_FOLDER = tempfile.TemporaryDirectory()
Result = TypeVar("Result")


@cache
def _migrated() -> Path:
    """One migrated, empty file that every example copies."""
    file = Path(_FOLDER.name) / "empty.sqlite"
    asyncio.run(_prepare(f"sqlite+aiosqlite:///{file}"))
    return file


async def _prepare(url: str) -> None:
    await migrate(url)
    store = SqlStore.at(url)
    async with store.write() as uow:
        for person in range(PERSONS):
            await uow.conversations.current("line", f"U{person}", TUESDAY)
    await store.close()


class BookingMachine(RuleBasedStateMachine):
    """Six people, one session, a real SQLite file."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.url = f"sqlite+aiosqlite:///{Path(self.folder.name) / 'machine.sqlite'}"
        shutil.copyfile(_migrated(), Path(self.folder.name) / "machine.sqlite")
        self.store = SqlStore.at(self.url)
        self.classes = Classes(self.store)
        self.ever: dict[int, Booking] = {}
        self.before: dict[int, Booking] = {}
        self.session: Any = None

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    @initialize(
        capacity=st.integers(1, 5), numbers=st.lists(st.integers(1, 3), min_size=PERSONS, max_size=PERSONS)
    )
    def open(self, capacity: int, numbers: list[int]) -> None:
        self.contacts = self.run(self.classes.contacts(PERSONS))
        self.session = self.run(self.classes.session(capacity=capacity))
        # The class is well attended from the beginning, so that waiting and offers are met often.
        for person, number in enumerate(numbers):
            self.book(person, number, True)

    @rule(person=st.integers(0, PERSONS - 1), number=st.integers(1, 4), wait=st.booleans())
    def book(self, person: int, number: int, wait: bool) -> None:
        before = self.seats()
        try:
            made = self.run(self.classes.book(self.session, self.contacts[person], number, wait=wait))
        except BookingRefused:
            return
        self.ever[made.id] = made
        assert (made.state is BookingState.BOOKED) == (number <= before.left)

    @precondition(lambda self: self.ever)
    @rule(data=st.data(), act=st.sampled_from(["cancel", "accept", "decline"]))
    def answer(self, data: st.DataObject, act: str) -> None:
        booking = self.ever[data.draw(st.sampled_from(sorted(self.ever)))]
        try:
            self.run(getattr(self.classes.bookings, act)(booking.id, booking.contact_id, self.classes.now))
        except BookingRefused:
            pass

    @precondition(lambda self: self.ever)
    @rule(data=st.data(), number=st.integers(1, 4))
    def change(self, data: st.DataObject, number: int) -> None:
        booking = self.ever[data.draw(st.sampled_from(sorted(self.ever)))]
        try:
            self.run(
                self.classes.bookings.change(booking.id, booking.contact_id, people(number), self.classes.now)
            )
        except BookingRefused:
            pass

    @rule(hours=st.integers(1, 26))
    def pass_time(self, hours: int) -> None:
        self.run(self.classes.sweep(self.classes.now + timedelta(hours=hours)))

    @rule()
    def restart(self) -> None:
        self.run(self.store.close())
        self.store = SqlStore.at(self.url)
        self.classes.use(self.store)

    @invariant()
    def seats_are_never_overbooked(self) -> None:
        if self.session is not None:
            seats = self.seats()
            assert 0 <= seats.taken <= seats.capacity
            assert 0 <= seats.left <= seats.capacity

    @invariant()
    def nobody_is_lost(self) -> None:
        if self.session is None:
            return
        standing = {booking.id for booking in self.standing()}
        for booking in self.ever.values():
            now = self.run(self.classes.of(booking))
            assert (now.state is not BookingState.CANCELLED) == (booking.id in standing)
            assert now.active or now.ended is not None
        persons = [booking.contact_id for booking in self.standing()]
        assert len(persons) == len(set(persons))

    @invariant()
    def nobody_waits_in_vain_and_the_order_is_kept_by_day(self) -> None:
        if self.session is None or not is_decent(self.classes.now):
            return
        if self.classes.now >= SATURDAY - timedelta(hours=4):
            return
        self.run(self.classes.sweep())
        seats, now = self.seats(), {booking.id: booking for booking in self.standing()}
        waiting = [booking for booking in now.values() if booking.state is BookingState.WAITING]
        assert all(booking.people > seats.capacity - seats.taken for booking in waiting)
        for booking in now.values():
            if booking.state is not BookingState.WAITING and not self.held(booking.id):
                passed_over = [w for w in waiting if w.id < booking.id and self.same_number_before(w)]
                assert all(w.people > booking.people for w in passed_over)
        self.before = now

    def held(self, booking_id: int) -> bool:
        """Whether the booking had its seats at the last look."""
        earlier = self.before.get(booking_id)
        return earlier is not None and earlier.state is not BookingState.WAITING

    def same_number_before(self, booking: Booking) -> bool:
        """Whether it waited for as many seats at the last look."""
        earlier = self.before.get(booking.id)
        return earlier is not None and earlier.people == booking.people

    @invariant()
    def who_is_asked_is_always_told(self) -> None:
        for booking in self.standing():
            if booking.state is BookingState.OFFERED:
                assert any("お席が空いた" in text for text in self.classes.teller.to(booking.contact_id))

    def standing(self) -> list[Booking]:
        async def find() -> list[Booking]:
            async with self.store.read() as uow:
                return await uow.bookings.standing(self.session.id)

        return self.run(find()) if self.session is not None else []

    def seats(self) -> Any:
        return count_seats(self.session.capacity, self.standing())

    def teardown(self) -> None:
        self.run(self.store.close())
        self.loop.close()
        self.folder.cleanup()


TestBookingMachine = BookingMachine.TestCase
TestBookingMachine.settings = settings(
    max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
