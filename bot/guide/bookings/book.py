"""Booking, changing and cancelling, each in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.checks import again, check_growth, held, open_session, place_for, refuse_over
from bot.guide.bookings.entities import Booking, BookingState, Ended
from bot.guide.bookings.errors import (
    AlreadyBooked,
    BookingClosed,
    BookingNotFound,
    ClassSessionPast,
    NoOfferOpen,
    OfferExpired,
)
from bot.guide.bookings.offers import is_expired, offer_free_seats, plan_reminder
from bot.guide.bookings.times import OFFER_LIMIT
from bot.guide.ports import Store, Teller, UnitOfWork
from bot.guide.sessions.facts import ClassSession


@dataclass(frozen=True, slots=True)
class MyBooking:
    """A booking together with its session."""

    booking: Booking
    session: ClassSession


@dataclass(frozen=True, slots=True)
class Book:
    """What a person does with a booking. `contact_id` is the contact's row; every refusal is a
    BookingRefused with kind words. `limit` is how long a free seat is kept for who is asked.

    The methods with `uow` work within a transaction of the caller; they are what a conversation
    uses that answers in the same transaction. The session's row is locked first, so that seats
    are counted by one person at a time.
    """

    store: Store
    teller: Teller
    limit: timedelta = OFFER_LIMIT

    async def book(
        self,
        session_id: int,
        contact_id: int,
        answers: BookingAnswers,
        now: datetime,
        *,
        or_wait: bool = False,
    ) -> Booking:
        """Take seats; when there are not enough, wait for them (`or_wait`) or ClassSessionFull."""
        async with self.store.write() as uow:
            return await self.book_in(uow, session_id, contact_id, answers, now, or_wait=or_wait)

    async def change(
        self, booking_id: int, contact_id: int, answers: BookingAnswers, now: datetime
    ) -> Booking:
        """Other answers; more people need free seats. The old booking stands when it is refused."""
        async with self.store.write() as uow:
            return await self.change_in(uow, booking_id, contact_id, answers, now)

    async def change_people(self, booking_id: int, contact_id: int, people: int, now: datetime) -> Booking:
        """Another number of people."""
        async with self.store.write() as uow:
            found = await uow.bookings.get(booking_id)
            if found is None:
                raise BookingNotFound
            return await self.change_in(
                uow, booking_id, contact_id, replace(found.answers, people=people), now
            )

    async def cancel(self, booking_id: int, contact_id: int, now: datetime) -> Booking:
        """Give the seats back; doing it twice changes nothing."""
        async with self.store.write() as uow:
            return await self.cancel_in(uow, booking_id, contact_id, now)

    async def accept(self, booking_id: int, contact_id: int, now: datetime) -> Booking:
        """Take the seat that was offered; doing it twice changes nothing."""
        async with self.store.write() as uow:
            return await self.accept_in(uow, booking_id, contact_id, now)

    async def decline(self, booking_id: int, contact_id: int, now: datetime) -> Booking:
        """Let the offered seat go to the next; doing it twice changes nothing."""
        async with self.store.write() as uow:
            return await self.decline_in(uow, booking_id, contact_id, now)

    async def mine(self, contact_id: int, now: datetime) -> list[MyBooking]:
        """The person's standing bookings whose session is not over, the next one first."""
        async with self.store.read() as uow:
            return await self.mine_in(uow, contact_id, now)

    async def book_in(
        self,
        uow: UnitOfWork,
        session_id: int,
        contact_id: int,
        answers: BookingAnswers,
        now: datetime,
        *,
        or_wait: bool = False,
    ) -> Booking:
        """See `book`."""
        session = await open_session(uow, session_id, now)
        if (standing := await uow.bookings.standing_of(session_id, contact_id)) is not None:
            raise AlreadyBooked(standing.id, waiting=standing.state is not BookingState.BOOKED)
        if now >= session.bookable_until:
            raise BookingClosed
        state = await place_for(uow, session, answers.people, or_wait=or_wait)
        booking = await uow.bookings.add(session_id, contact_id, answers, state, now)
        if state is BookingState.BOOKED:
            await plan_reminder(uow, session, booking, now)
        return booking

    async def change_in(
        self, uow: UnitOfWork, booking_id: int, contact_id: int, answers: BookingAnswers, now: datetime
    ) -> Booking:
        """See `change`."""
        session, booking = await held(uow, booking_id, contact_id)
        refuse_over(session, now)
        if not booking.active:
            raise BookingNotFound
        if is_expired(booking, now):
            raise OfferExpired
        await check_growth(uow, session, booking, answers.people, now)
        await uow.bookings.change_answers(booking_id, answers, now)
        await offer_free_seats(uow, self.teller, session, now, self.limit)
        return await again(uow, booking_id)

    async def cancel_in(self, uow: UnitOfWork, booking_id: int, contact_id: int, now: datetime) -> Booking:
        """See `cancel`."""
        session, booking = await held(uow, booking_id, contact_id)
        if not booking.active:
            return booking
        if now >= session.starts_at:
            raise ClassSessionPast
        return await self._end(uow, session, booking, Ended.PERSON, now)

    async def accept_in(self, uow: UnitOfWork, booking_id: int, contact_id: int, now: datetime) -> Booking:
        """See `accept`."""
        session, booking = await held(uow, booking_id, contact_id)
        if booking.state is BookingState.BOOKED:
            return booking
        refuse_over(session, now)
        if is_expired(booking, now) or booking.ended is Ended.EXPIRED:
            raise OfferExpired
        if booking.state is not BookingState.OFFERED:
            raise NoOfferOpen
        await uow.bookings.move(booking, BookingState.BOOKED, now)
        await plan_reminder(uow, session, booking, now)
        return await again(uow, booking_id)

    async def decline_in(self, uow: UnitOfWork, booking_id: int, contact_id: int, now: datetime) -> Booking:
        """See `decline`."""
        session, booking = await held(uow, booking_id, contact_id)
        if not booking.active:
            return booking
        if booking.state is not BookingState.OFFERED:
            raise NoOfferOpen
        return await self._end(uow, session, booking, Ended.DECLINED, now)

    async def mine_in(self, uow: UnitOfWork, contact_id: int, now: datetime) -> list[MyBooking]:
        """See `mine`."""
        found = []
        for booking in await uow.bookings.of_contact(contact_id):
            session = await uow.sessions.get(booking.session_id)
            if session is not None and session.ends_at > now:
                found.append(MyBooking(booking, session))
        return found

    async def _end(
        self, uow: UnitOfWork, session: ClassSession, booking: Booking, ended: Ended, now: datetime
    ) -> Booking:
        await uow.bookings.move(booking, BookingState.CANCELLED, now, ended=ended)
        await uow.reminders.drop(booking.id)
        await offer_free_seats(uow, self.teller, session, now, self.limit)
        return await again(uow, booking.id)
