"""Class sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guide.bookings.entities import BookingState
from bot.guide.sessions.facts import ClassSession, SessionFacts
from bot.store.tables import BookingRow, ClassSessionRow

_FIELDS = tuple(SessionFacts.model_fields)
_BY_BEGINNING = (ClassSessionRow.starts_at, ClassSessionRow.id)


class SqlSessions:
    """See `bot.guide.ports.Sessions`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, session_id: int) -> ClassSession | None:
        row = await self._session.get(ClassSessionRow, session_id, populate_existing=True)
        return _session_from(row) if row else None

    async def lock(self, session_id: int) -> ClassSession | None:
        # On SQLite the transaction holds the whole database already.
        row = await self._session.get(
            ClassSessionRow, session_id, populate_existing=True, with_for_update=True
        )
        return _session_from(row) if row else None

    async def add(self, facts: SessionFacts, *, session_id: int | None = None) -> ClassSession:
        row = ClassSessionRow(**_columns(facts))
        if session_id is not None:
            row.id = session_id
        self._session.add(row)
        await self._session.flush()
        return _session_from(row)

    async def change(self, session_id: int, facts: SessionFacts) -> ClassSession:
        row = await self._session.get_one(ClassSessionRow, session_id)
        for name, value in _columns(facts).items():
            setattr(row, name, value)
        await self._session.flush()
        return _session_from(row)

    async def delete(self, session_id: int) -> None:
        await self._session.execute(delete(ClassSessionRow).where(ClassSessionRow.id == session_id))

    async def coming(self, service: str | None, now: datetime) -> list[ClassSession]:
        query = select(ClassSessionRow).where(ClassSessionRow.starts_at > now, ~ClassSessionRow.cancelled)
        if service is not None:
            query = query.where(ClassSessionRow.service == service)
        return [_session_from(row) for row in await self._session.scalars(query.order_by(*_BY_BEGINNING))]

    async def between(self, service: str, first: datetime, last: datetime) -> list[ClassSession]:
        query = select(ClassSessionRow).where(
            ClassSessionRow.service == service,
            ClassSessionRow.starts_at >= first,
            ClassSessionRow.starts_at < last,
        )
        return [_session_from(row) for row in await self._session.scalars(query.order_by(*_BY_BEGINNING))]

    async def everyone(self) -> list[ClassSession]:
        query = select(ClassSessionRow).order_by(*_BY_BEGINNING)
        return [_session_from(row) for row in await self._session.scalars(query)]

    async def city_has(self, service: str) -> bool:
        query = (
            select(func.count())
            .select_from(ClassSessionRow)
            .where(ClassSessionRow.service == service, ~ClassSessionRow.sample)
        )
        return bool(await self._session.scalar(query))

    async def with_waiting(self) -> list[int]:
        query = (
            select(BookingRow.session_id)
            .join(ClassSessionRow, ClassSessionRow.id == BookingRow.session_id)
            .where(
                BookingRow.state.in_([BookingState.WAITING, BookingState.OFFERED]), ~ClassSessionRow.cancelled
            )
            .distinct()
            .order_by(BookingRow.session_id)
        )
        return list(await self._session.scalars(query))


def _columns(facts: SessionFacts) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts}


def _session_from(row: ClassSessionRow) -> ClassSession:
    return ClassSession(id=row.id, **{name: getattr(row, name) for name in _FIELDS})
