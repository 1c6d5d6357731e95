"""What must hold before seats are given: each function returns what was asked for, or refuses."""

from __future__ import annotations

from datetime import datetime

from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.bookings.errors import (
    BookingClosed,
    BookingNotFound,
    ClassSessionCancelled,
    ClassSessionFull,
    ClassSessionNotFound,
    ClassSessionPast,
)
from bot.guide.ports import UnitOfWork
from bot.guide.sessions.facts import ClassSession
from bot.guide.sessions.seats import count_seats


async def open_session(uow: UnitOfWork, session_id: int, now: datetime) -> ClassSession:
    """The session, locked, if the public may book it."""
    session = await uow.sessions.lock(session_id)
    if session is None or (session.sample and await uow.sessions.city_has(session.service)):
        raise ClassSessionNotFound
    refuse_over(session, now)
    return session


async def held(uow: UnitOfWork, booking_id: int, contact_id: int) -> tuple[ClassSession, Booking]:
    """The person's booking and its session, locked."""
    found = await uow.bookings.get(booking_id)
    if found is None or found.contact_id != contact_id:
        raise BookingNotFound
    session = await uow.sessions.lock(found.session_id)
    if session is None:
        raise BookingNotFound
    # Read again: it may have changed while the lock was waited for.
    return session, await again(uow, booking_id)


async def again(uow: UnitOfWork, booking_id: int) -> Booking:
    """The booking as it is now."""
    booking = await uow.bookings.get(booking_id)
    if booking is None:
        raise BookingNotFound
    return booking


def refuse_over(session: ClassSession, now: datetime) -> None:
    """Refuse a session that is cancelled or has begun."""
    if session.cancelled:
        raise ClassSessionCancelled
    if now >= session.starts_at:
        raise ClassSessionPast


async def place_for(uow: UnitOfWork, session: ClassSession, people: int, *, or_wait: bool) -> BookingState:
    """Whether so many get seats, or wait for them."""
    left = await _seats_left(uow, session)
    if people <= left:
        return BookingState.BOOKED
    can_wait = session.waiting_list and people <= session.capacity
    if or_wait and can_wait:
        return BookingState.WAITING
    raise ClassSessionFull(left, waiting_list=can_wait)


async def check_growth(
    uow: UnitOfWork, session: ClassSession, booking: Booking, people: int, now: datetime
) -> None:
    """Refuse more people than there are seats for; fewer are always possible."""
    more = people - booking.people
    if more <= 0:
        return
    if now >= session.bookable_until:
        raise BookingClosed
    waits = booking.state is BookingState.WAITING
    left = session.capacity - booking.people if waits else await _seats_left(uow, session)
    if more > left:
        raise ClassSessionFull(0 if waits else left, waiting_list=False)


async def _seats_left(uow: UnitOfWork, session: ClassSession) -> int:
    return count_seats(session.capacity, await uow.bookings.standing(session.id)).left
