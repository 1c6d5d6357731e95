"""Editing class sessions: live at once, told to those who booked, kept in the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.content import Bubble
from bot.guide.bookings import words
from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.bookings.offers import offer_free_seats, plan_reminder
from bot.guide.bookings.times import OFFER_LIMIT
from bot.guide.keeping.history import RowNotFound, SessionHasBookings, Table
from bot.guide.ports import Store, Teller, UnitOfWork
from bot.guide.sessions.facts import ClassSession, SessionFacts


@dataclass(frozen=True, slots=True)
class EditSessions:
    """What the staff do with sessions. `by` is the counselor's id, None for a command."""

    store: Store
    teller: Teller
    limit: timedelta = OFFER_LIMIT

    async def add(self, facts: SessionFacts, by: int | None, now: datetime) -> ClassSession:
        """A new session."""
        async with self.store.write() as uow:
            return await self.add_in(uow, facts, by, now)

    async def change(
        self, session_id: int, facts: SessionFacts, by: int | None, now: datetime
    ) -> ClassSession:
        """Other facts. Who has booked is told when it is cancelled, restored or moved; seats that
        become free are offered to those who wait. RowNotFound when there is no such session."""
        async with self.store.write() as uow:
            return await self.change_in(uow, session_id, facts, by, now)

    async def cancel(self, session_id: int, by: int | None, now: datetime) -> ClassSession:
        """The session does not take place; everybody who booked or waits is told, once."""
        async with self.store.write() as uow:
            session = await _locked(uow, session_id)
            facts = session.facts.model_copy(update={"cancelled": True})
            return await self.change_in(uow, session_id, facts, by, now)

    async def delete(self, session_id: int, by: int | None, now: datetime) -> None:
        """Delete a session nobody has ever booked; SessionHasBookings otherwise."""
        async with self.store.write() as uow:
            await self.delete_in(uow, session_id, by, now)

    async def add_in(
        self,
        uow: UnitOfWork,
        facts: SessionFacts,
        by: int | None,
        now: datetime,
        *,
        session_id: int | None = None,
    ) -> ClassSession:
        """See `add`; `session_id` brings a deleted one back."""
        session = await uow.sessions.add(facts, session_id=session_id)
        await uow.changes.add(Table.SESSION, session.id, None, as_json(facts), by, now)
        return session

    async def change_in(
        self, uow: UnitOfWork, session_id: int, facts: SessionFacts, by: int | None, now: datetime
    ) -> ClassSession:
        """See `change`."""
        before = await _locked(uow, session_id)
        if before.facts == facts:
            return before
        session = await uow.sessions.change(session_id, facts)
        await uow.changes.add(Table.SESSION, session_id, as_json(before.facts), as_json(facts), by, now)
        await self._follow(uow, before, session, now)
        return session

    async def delete_in(self, uow: UnitOfWork, session_id: int, by: int | None, now: datetime) -> None:
        """See `delete`."""
        session = await _locked(uow, session_id)
        if await uow.bookings.any_of(session_id):
            raise SessionHasBookings
        await uow.sessions.delete(session_id)
        await uow.changes.add(Table.SESSION, session_id, as_json(session.facts), None, by, now)

    async def _follow(
        self, uow: UnitOfWork, before: ClassSession, session: ClassSession, now: datetime
    ) -> None:
        """Tell and remind those concerned; a session that is over concerns nobody any more."""
        if max(before.starts_at, session.starts_at) <= now:
            return
        standing = await uow.bookings.standing(session.id)
        for booking in standing:
            if bubbles := _news(before, session, booking):
                await self.teller.tell(uow, booking.contact_id, bubbles, now)
        if session.cancelled:
            return
        if session.starts_at != before.starts_at or before.cancelled:
            for booking in standing:
                if booking.state is BookingState.BOOKED:
                    await plan_reminder(uow, session, booking, now)
        await offer_free_seats(uow, self.teller, session, now, self.limit)


def as_json(facts: SessionFacts) -> dict[str, Any]:
    """The facts as plain values."""
    return facts.model_dump(mode="json")


def _news(before: ClassSession, session: ClassSession, booking: Booking) -> tuple[Bubble, ...]:
    if session.cancelled != before.cancelled:
        return words.session_cancelled(session) if session.cancelled else words.session_restored(session)
    moved = _where_and_when(session) != _where_and_when(before)
    return words.session_moved(before, session, booking) if moved and not session.cancelled else ()


def _where_and_when(session: ClassSession) -> tuple[object, ...]:
    return session.starts_at, session.ends_at, session.place, session.online


async def _locked(uow: UnitOfWork, session_id: int) -> ClassSession:
    session = await uow.sessions.lock(session_id)
    if session is None:
        raise RowNotFound
    return session
