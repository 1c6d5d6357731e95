"""Procedures under way."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guide.procedures.state import Procedure
from bot.store.tables import ProcedureRow


class SqlProcedures:
    """See `bot.guide.ports.Procedures`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, contact_id: int) -> tuple[Procedure, datetime] | None:
        row = await self._session.get(ProcedureRow, contact_id, populate_existing=True)
        if row is None:
            return None
        try:
            return Procedure.from_json(row.content), row.changed_at
        except (AttributeError, KeyError, TypeError, ValueError):
            # Of another version of the program. It is as good as forgotten: the next one takes its place.
            return None

    async def keep(self, contact_id: int, procedure: Procedure, now: datetime) -> None:
        row = await self._session.get(ProcedureRow, contact_id)
        if row is None:
            self._session.add(
                ProcedureRow(contact_id=contact_id, content=procedure.to_json(), changed_at=now)
            )
        else:
            row.content, row.changed_at = procedure.to_json(), now
        await self._session.flush()

    async def drop(self, contact_id: int) -> None:
        await self._delete(ProcedureRow.contact_id == contact_id)

    async def drop_older(self, moment: datetime) -> int:
        return await self._delete(ProcedureRow.changed_at < moment)

    async def _delete(self, which: ColumnElement[bool]) -> int:
        statement = delete(ProcedureRow).where(which).execution_options(synchronize_session="fetch")
        return cast("CursorResult[object]", await self._session.execute(statement)).rowcount
