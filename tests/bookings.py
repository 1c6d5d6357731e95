"""The booking use cases on a real store, with a teller that remembers what was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.content import Bubble
from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.book import Book
from bot.guide.bookings.entities import Booking
from bot.guide.bookings.sweep import Sweep
from bot.guide.calendar_days import TOKYO
from bot.guide.keeping.edit_places import EditPlaces
from bot.guide.keeping.edit_sessions import EditSessions
from bot.guide.keeping.undo import Undo
from bot.guide.places.facts import PlaceFacts
from bot.guide.ports import UnitOfWork
from bot.guide.sessions.facts import ClassSession, SessionFacts
from bot.guide.sessions.upcoming import ShowSessions, Upcoming
from bot.store.unit_of_work import SqlStore

TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=TOKYO)
"""Noon in Japan, the day of the tests."""
SATURDAY = datetime(2026, 12, 5, 14, 0, tzinfo=TOKYO)
"""When the usual session begins."""


@dataclass
class FakeTeller:
    """Remembers what was told to whom."""

    told: list[tuple[int, str]] = field(default_factory=list)
    bubbles: list[Bubble] = field(default_factory=list)

    async def tell(self, uow: UnitOfWork, contact_id: int, bubbles: Sequence[Bubble], now: datetime) -> None:
        self.told += [(contact_id, bubble.text) for bubble in bubbles]
        self.bubbles += bubbles

    def to(self, contact_id: int) -> list[str]:
        return [text for person, text in self.told if person == contact_id]


def facts(**changes: Any) -> SessionFacts:
    """A class of ten seats on a Saturday."""
    usual: dict[str, Any] = {
        "service": "family_class",
        "title": "家族教室",
        "starts_at": SATURDAY,
        "ends_at": SATURDAY + timedelta(hours=2),
        "place": "会議室A",
        "capacity": 10,
    }
    return SessionFacts(**{**usual, **changes})


def place_facts(**changes: Any) -> PlaceFacts:
    """A place for everybody."""
    return PlaceFacts(**{"name": "みんなの居場所", **changes})


def people(number: int = 1, name: str = "はなこ") -> BookingAnswers:
    """The answers of somebody who comes with so many."""
    return BookingAnswers(name, number)


class Classes:
    """Sessions and bookings, step by step, at a moment that moves only when told to."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.now = store, TUESDAY
        self.teller = FakeTeller()
        self.use(store)

    def use(self, store: SqlStore) -> None:
        """Go on with another store, as after a restart."""
        self.store = store
        self.bookings = Book(store, self.teller)
        self.sweeper = Sweep(store, self.teller)
        self.sessions = EditSessions(store, self.teller)
        self.places = EditPlaces(store)
        self.history = Undo(self.sessions, self.places)
        self.shown = ShowSessions(store)

    async def session(self, **changes: Any) -> ClassSession:
        return await self.sessions.add(facts(**changes), None, self.now)

    async def contact(self, name: str) -> int:
        async with self.store.write() as uow:
            return (await uow.conversations.current("line", name, self.now)).contact.id

    async def contacts(self, number: int) -> list[int]:
        return [await self.contact(f"U{index}") for index in range(number)]

    async def book(
        self, session: ClassSession, contact_id: int, number: int = 1, *, wait: bool = False
    ) -> Booking:
        return await self.bookings.book(session.id, contact_id, people(number), self.now, or_wait=wait)

    async def of(self, booking: Booking) -> Booking:
        async with self.store.read() as uow:
            found = await uow.bookings.get(booking.id)
        assert found is not None
        return found

    async def seats(self, session: ClassSession) -> Upcoming:
        found = await self.shown.one(session.id, self.now)
        assert found is not None
        return found

    async def sweep(self, at: datetime | None = None) -> Any:
        self.now = at or self.now
        return await self.sweeper.sweep(self.now)
