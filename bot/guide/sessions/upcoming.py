"""What comes next: the sessions the public is shown, with the seats left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.guide.ports import Store, UnitOfWork
from bot.guide.sessions.facts import ClassSession
from bot.guide.sessions.seats import count_seats


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A session as it is offered. `bookable` is false once booking is closed."""

    session: ClassSession
    seats_left: int
    waiting: int
    bookable: bool

    @property
    def full(self) -> bool:
        """Whether nobody new gets a seat at once."""
        return self.seats_left == 0

    @property
    def can_wait(self) -> bool:
        """Whether one can wait for a seat."""
        return self.bookable and self.session.waiting_list


@dataclass(frozen=True, slots=True)
class ShowSessions:
    """Lists sessions. As soon as the city has a session of a service, its samples are hidden."""

    store: Store

    async def upcoming(self, service: str | None, now: datetime, *, limit: int = 12) -> list[Upcoming]:
        """The next sessions of a service, or of all; cancelled ones are left out."""
        async with self.store.read() as uow:
            return await upcoming_in(uow, service, now, limit=limit)

    async def one(self, session_id: int, now: datetime) -> Upcoming | None:
        """One session, whatever its state; None when there is none."""
        async with self.store.read() as uow:
            session = await uow.sessions.get(session_id)
            return None if session is None else await _with_seats(uow, session, now)


async def upcoming_in(
    uow: UnitOfWork, service: str | None, now: datetime, *, limit: int = 12
) -> list[Upcoming]:
    """See `ShowSessions.upcoming`; within the caller's transaction."""
    shown = await coming_in(uow, service, now)
    return [await _with_seats(uow, session, now) for session in shown[:limit]]


async def coming_in(uow: UnitOfWork, service: str | None, now: datetime) -> list[ClassSession]:
    """The next sessions the public is shown, without their seats; of a service, or of all."""
    coming = await uow.sessions.coming(service, now)
    own = {name: await uow.sessions.city_has(name) for name in {s.service for s in coming if s.sample}}
    return [session for session in coming if not (session.sample and own[session.service])]


async def _with_seats(uow: UnitOfWork, session: ClassSession, now: datetime) -> Upcoming:
    seats = count_seats(session.capacity, await uow.bookings.standing(session.id))
    bookable = now < session.bookable_until and not session.cancelled
    return Upcoming(session, seats.left, seats.waiting, bookable)
