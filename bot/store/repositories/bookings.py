"""Bookings and their reminders."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.entities import Booking, BookingState, Ended, Reminder
from bot.store.tables import BookingRow, ClassSessionRow, ReminderRow

_STANDING = BookingRow.state != BookingState.CANCELLED
ERASED = "（消去済み）"
"""The name in a booking whose personal answers were erased."""
WAITING, DONE = "waiting", "done"


class SqlBookings:
    """See `bot.guide.ports.Bookings`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, session_id: int, contact_id: int, answers: BookingAnswers, state: BookingState, now: datetime
    ) -> Booking:
        row = BookingRow(
            session_id=session_id,
            contact_id=contact_id,
            state=state,
            created_at=now,
            changed_at=now,
            **asdict(answers),
        )
        self._session.add(row)
        await self._session.flush()
        return _booking_from(row)

    async def get(self, booking_id: int) -> Booking | None:
        row = await self._session.get(BookingRow, booking_id, populate_existing=True)
        return _booking_from(row) if row else None

    async def standing(self, session_id: int) -> list[Booking]:
        query = select(BookingRow).where(BookingRow.session_id == session_id, _STANDING)
        return await self._all(query.order_by(BookingRow.id))

    async def standing_of(self, session_id: int, contact_id: int) -> Booking | None:
        query = select(BookingRow).where(
            BookingRow.session_id == session_id, BookingRow.contact_id == contact_id, _STANDING
        )
        return next(iter(await self._all(query)), None)

    async def of_contact(self, contact_id: int) -> list[Booking]:
        query = (
            select(BookingRow)
            .join(ClassSessionRow, ClassSessionRow.id == BookingRow.session_id)
            .where(BookingRow.contact_id == contact_id, _STANDING)
        )
        return await self._all(query.order_by(ClassSessionRow.starts_at, BookingRow.id))

    async def any_of(self, session_id: int) -> bool:
        query = select(func.count()).select_from(BookingRow).where(BookingRow.session_id == session_id)
        return bool(await self._session.scalar(query))

    async def move(
        self,
        booking: Booking,
        state: BookingState,
        now: datetime,
        *,
        offer_expires_at: datetime | None = None,
        ended: Ended | None = None,
    ) -> bool:
        statement = (
            update(BookingRow)
            .where(BookingRow.id == booking.id, BookingRow.state == booking.state)
            .values(state=state, offer_expires_at=offer_expires_at, ended=ended, changed_at=now)
        )
        return cast("CursorResult[object]", await self._session.execute(statement)).rowcount == 1

    async def change_answers(self, booking_id: int, answers: BookingAnswers, now: datetime) -> None:
        await self._session.execute(
            update(BookingRow).where(BookingRow.id == booking_id).values(changed_at=now, **asdict(answers))
        )

    async def erase_past(self, before: datetime) -> int:
        over = select(ClassSessionRow.id).where(ClassSessionRow.ends_at <= before)
        statement = (
            update(BookingRow)
            .where(BookingRow.session_id.in_(over), BookingRow.contact_id.is_not(None))
            .values(contact_id=None, nickname=ERASED, contact_detail="", agency="", wishes="")
        )
        return cast("CursorResult[object]", await self._session.execute(statement)).rowcount

    async def _all(self, query: Select[BookingRow]) -> list[Booking]:
        rows = await self._session.scalars(query.execution_options(populate_existing=True))
        return [_booking_from(row) for row in rows]


class SqlReminders:
    """See `bot.guide.ports.Reminders`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def plan(self, booking_id: int, due_at: datetime) -> None:
        row = await self._session.scalar(
            select(ReminderRow)
            .where(ReminderRow.booking_id == booking_id)
            .execution_options(populate_existing=True)
        )
        if row is None:
            self._session.add(ReminderRow(booking_id=booking_id, due_at=due_at, state=WAITING))
        else:
            row.due_at, row.state = due_at, WAITING
        await self._session.flush()

    async def drop(self, booking_id: int) -> None:
        await self._session.execute(delete(ReminderRow).where(ReminderRow.booking_id == booking_id))

    async def due(self, now: datetime) -> list[Reminder]:
        query = select(ReminderRow).where(ReminderRow.state == WAITING, ReminderRow.due_at <= now)
        rows = await self._session.scalars(query.order_by(ReminderRow.due_at, ReminderRow.id))
        return [Reminder(row.id, row.booking_id, row.due_at) for row in rows]

    async def take(self, reminder_id: int) -> bool:
        statement = (
            update(ReminderRow)
            .where(ReminderRow.id == reminder_id, ReminderRow.state == WAITING)
            .values(state=DONE)
        )
        return cast("CursorResult[object]", await self._session.execute(statement)).rowcount == 1


def _booking_from(row: BookingRow) -> Booking:
    return Booking(
        id=row.id,
        session_id=row.session_id,
        contact_id=row.contact_id or 0,
        answers=BookingAnswers(row.nickname, row.people, row.contact_detail, row.agency, row.wishes),
        state=BookingState(row.state),
        created_at=row.created_at,
        changed_at=row.changed_at,
        offer_expires_at=row.offer_expires_at,
        ended=Ended(row.ended) if row.ended else None,
    )
