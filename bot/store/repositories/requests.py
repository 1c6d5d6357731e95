"""Requests to the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, Update, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guide.requests.entities import Request, RequestState
from bot.guide.requests.kinds import RequestKind
from bot.store.tables import ConversationRow, RequestRow

_UNFINISHED = (RequestState.OPEN, RequestState.IN_PROGRESS)
_FINISHED = (RequestState.DONE, RequestState.CANCELLED)


class SqlRequests:
    """See `bot.guide.ports.Requests`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, contact_id: int, kind: RequestKind, fields: dict[str, Any], digest: str, now: datetime
    ) -> Request:
        row = RequestRow(
            contact_id=contact_id,
            conversation_id=await self._latest_conversation(contact_id),
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
        query = select(RequestRow).where(RequestRow.state.in_(_UNFINISHED))
        return await self._all(query.order_by(RequestRow.id))

    async def count_unfinished(self) -> int:
        query = select(func.count()).select_from(RequestRow).where(RequestRow.state.in_(_UNFINISHED))
        return await self._session.scalar(query) or 0

    async def finished_since(self, since: datetime, limit: int) -> list[Request]:
        query = select(RequestRow).where(RequestRow.state.in_(_FINISHED), RequestRow.changed_at >= since)
        return await self._all(
            query.order_by(RequestRow.changed_at.desc(), RequestRow.id.desc()).limit(limit)
        )

    async def move(
        self, request: Request, state: RequestState, note: str, now: datetime, by: int | None = None
    ) -> bool:
        unchanged = (RequestRow.state == request.state, RequestRow.changed_at == request.changed_at)
        statement = (
            update(RequestRow)
            .where(RequestRow.id == request.id, *unchanged)
            .values(state=state, note=note, changed_at=now, handled_by_id=by)
        )
        return await self._changed(statement) == 1

    async def erase_finished(self, before: datetime) -> int:
        # The digest goes as well: a telephone number could be guessed from it.
        return await self._changed(
            update(RequestRow)
            .where(
                RequestRow.state.in_(_FINISHED),
                RequestRow.changed_at <= before,
                RequestRow.contact_id.is_not(None),
            )
            .values(contact_id=None, conversation_id=None, fields={}, digest="", note="")
        )

    async def _latest_conversation(self, contact_id: int) -> int | None:
        query = select(func.max(ConversationRow.id)).where(ConversationRow.contact_id == contact_id)
        found: int | None = await self._session.scalar(query)
        return found

    async def _changed(self, statement: Update) -> int:
        return cast("CursorResult[object]", await self._session.execute(statement)).rowcount

    async def _all(self, query: Select[RequestRow]) -> list[Request]:
        rows = await self._session.scalars(query.execution_options(populate_existing=True))
        return [_request_from(row) for row in rows]


def _request_from(row: RequestRow) -> Request:
    return Request(
        id=row.id,
        contact_id=row.contact_id or 0,
        kind=RequestKind(row.kind),
        fields=row.fields,
        state=RequestState(row.state),
        note=row.note,
        created_at=row.created_at,
        changed_at=row.changed_at,
        conversation_id=row.conversation_id,
        handled_by=row.handled_by_id,
    )
