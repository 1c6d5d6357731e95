"""Requests to the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guide.requests.entities import Request, RequestState
from bot.guide.requests.kinds import RequestKind
from bot.store.tables import RequestRow


class SqlRequests:
    """See `bot.guide.ports.Requests`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, contact_id: int, kind: RequestKind, fields: dict[str, Any], digest: str, now: datetime
    ) -> Request:
        row = RequestRow(
            contact_id=contact_id,
            kind=kind,
            fields=fields,
            digest=digest,
            state=RequestState.OPEN,
            note="",
            created_at=now,
            changed_at=now,
        )
        self._session.add(row)
        await self._session.flush()
        return _request_from(row)

    async def get(self, request_id: int) -> Request | None:
        row = await self._session.get(RequestRow, request_id, populate_existing=True)
        return _request_from(row) if row else None

    async def open_same(self, contact_id: int, digest: str) -> Request | None:
        query = select(RequestRow).where(
            RequestRow.contact_id == contact_id,
            RequestRow.digest == digest,
            RequestRow.state == RequestState.OPEN,
        )
        return next(iter(await self._all(query)), None)

    async def of_contact(self, contact_id: int) -> list[Request]:
        query = select(RequestRow).where(RequestRow.contact_id == contact_id)
        return await self._all(query.order_by(RequestRow.id.desc()))

    async def unfinished(self) -> list[Request]:
        states = [RequestState.OPEN, RequestState.IN_PROGRESS]
        return await self._all(select(RequestRow).where(RequestRow.state.in_(states)).order_by(RequestRow.id))

    async def move(self, request: Request, state: RequestState, note: str, now: datetime) -> bool:
        statement = (
            update(RequestRow)
            .where(RequestRow.id == request.id, RequestRow.state == request.state)
            .values(state=state, note=note, changed_at=now)
        )
        return cast("CursorResult[object]", await self._session.execute(statement)).rowcount == 1

    async def _all(self, query: Select[RequestRow]) -> list[Request]:
        rows = await self._session.scalars(query.execution_options(populate_existing=True))
        return [_request_from(row) for row in rows]


def _request_from(row: RequestRow) -> Request:
    return Request(
        id=row.id,
        contact_id=row.contact_id,
        kind=RequestKind(row.kind),
        fields=row.fields,
        state=RequestState(row.state),
        note=row.note,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
