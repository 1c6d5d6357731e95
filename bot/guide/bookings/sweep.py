"""What happens by itself as time passes: reminders, offers that end, seats for those who wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.guide.bookings import words
from bot.guide.bookings.entities import Booking, BookingState, Reminder
from bot.guide.bookings.offers import end_expired, end_waiting, is_expired, offer_free_seats
from bot.guide.bookings.times import OFFER_LIMIT, is_decent, offer_deadline
from bot.guide.ports import Store, Teller
from bot.guide.sessions.facts import ClassSession
from bot.guide.sessions.seats import count_seats

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did."""

    reminded: int = 0
    offered: int = 0
    expired: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class Sweep:
    """Works off what is due. Everything lives in rows: nothing is done twice, nothing is lost by
    a restart, and what came due at night is done in the morning."""

    store: Store
    teller: Teller
    limit: timedelta = OFFER_LIMIT

    async def sweep(self, now: datetime) -> Swept:
        """Do everything that is due now. What fails is tried again at the next sweep and holds up
        nobody else."""
        if not is_decent(now):
            return Swept()
        async with self.store.read() as uow:
            waited_for = await uow.sessions.with_waiting()
        expired = offered = given_up = 0
        for session_id in waited_for:
            try:
                ended, asked, gone = await self._settle_due(session_id, now)
            except Exception as error:
                log.error("session_not_settled", session=session_id, error=type(error).__name__)
                continue
            expired, offered, given_up = expired + ended, offered + asked, given_up + gone
        return Swept(await self._remind_all(now), offered, expired, given_up)

    async def _settle_due(self, session_id: int, now: datetime) -> tuple[int, int, int]:
        """Settle a session in which something is to be done; that is found without taking any lock."""
        async with self.store.read() as uow:
            session = await uow.sessions.get(session_id)
            due = session is not None and self._due(session, await uow.bookings.standing(session_id), now)
        return await self._settle(session_id, now) if due else (0, 0, 0)

    def _due(self, session: ClassSession, bookings: list[Booking], now: datetime) -> bool:
        if any(is_expired(booking, now) for booking in bookings):
            return True
        if offer_deadline(now, session.starts_at, self.limit) is None:
            return any(booking.state is BookingState.WAITING for booking in bookings)
        return bool(count_seats(session.capacity, bookings).due)

    async def _settle(self, session_id: int, now: datetime) -> tuple[int, int, int]:
        async with self.store.write() as uow:
            session = await uow.sessions.lock(session_id)
            if session is None or session.cancelled:
                return 0, 0, 0
            expired = await end_expired(uow, self.teller, session, now)
            if offer_deadline(now, session.starts_at, self.limit) is None:
                return expired, 0, await end_waiting(uow, self.teller, session, now)
            return expired, await offer_free_seats(uow, self.teller, session, now, self.limit), 0

    async def _remind_all(self, now: datetime) -> int:
        async with self.store.read() as uow:
            due = await uow.reminders.due(now)
        reminded = 0
        for reminder in due:
            try:
                reminded += await self._remind(reminder, now)
            except Exception as error:
                log.error("not_reminded", booking=reminder.booking_id, error=type(error).__name__)
        return reminded

    async def _remind(self, reminder: Reminder, now: datetime) -> bool:
        async with self.store.write() as uow:
            if not await uow.reminders.take(reminder.id):
                return False
            booking = await uow.bookings.get(reminder.booking_id)
            if booking is None or booking.state is not BookingState.BOOKED:
                return False
            session = await uow.sessions.get(booking.session_id)
            if session is None or session.cancelled or now >= session.starts_at:
                return False
            await self.teller.tell(uow, booking.contact_id, words.reminder(session, booking, now), now)
            return True
