"""Giving free seats to those who wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.guide.bookings import words
from bot.guide.bookings.entities import Booking, BookingState, Ended
from bot.guide.bookings.times import is_decent, offer_deadline, reminder_due
from bot.guide.ports import Teller, UnitOfWork
from bot.guide.sessions.facts import ClassSession
from bot.guide.sessions.seats import count_seats


async def offer_free_seats(
    uow: UnitOfWork, teller: Teller, session: ClassSession, now: datetime, limit: timedelta
) -> int:
    """Offer every free seat of a locked session to the next in line; how many were asked.

    At night nobody is asked: the seats stay kept for those who wait until the morning.
    """
    until = offer_deadline(now, session.starts_at, limit)
    if session.cancelled or until is None or not is_decent(now):
        return 0
    due = count_seats(session.capacity, await uow.bookings.standing(session.id)).due
    for booking in due:
        await uow.bookings.move(booking, BookingState.OFFERED, now, offer_expires_at=until)
        await teller.tell(uow, booking.contact_id, words.offer(session, booking, until), now)
    return len(due)


async def end_expired(uow: UnitOfWork, teller: Teller, session: ClassSession, now: datetime) -> int:
    """End the offers of a locked session that nobody answered in time; how many there were."""
    expired = [booking for booking in await uow.bookings.standing(session.id) if is_expired(booking, now)]
    for booking in expired:
        await uow.bookings.move(booking, BookingState.CANCELLED, now, ended=Ended.EXPIRED)
        await teller.tell(uow, booking.contact_id, words.offer_expired(session), now)
    return len(expired)


async def end_waiting(uow: UnitOfWork, teller: Teller, session: ClassSession, now: datetime) -> int:
    """Tell those who still wait for a locked session that no seat came free; how many there were."""
    waiting = [b for b in await uow.bookings.standing(session.id) if b.state is BookingState.WAITING]
    for booking in waiting:
        await uow.bookings.move(booking, BookingState.CANCELLED, now, ended=Ended.NO_SEAT)
        await teller.tell(uow, booking.contact_id, words.no_seat(session), now)
    return len(waiting)


async def plan_reminder(uow: UnitOfWork, session: ClassSession, booking: Booking, now: datetime) -> None:
    """Plan the reminder of somebody who is booked; none when it is too late for one."""
    due_at = reminder_due(now, session.starts_at)
    if due_at is None:
        await uow.reminders.drop(booking.id)
    else:
        await uow.reminders.plan(booking.id, due_at)


def is_expired(booking: Booking, now: datetime) -> bool:
    """Whether a seat was offered and the time to answer is over."""
    expires_at = booking.offer_expires_at
    return booking.state is BookingState.OFFERED and expires_at is not None and now >= expires_at
