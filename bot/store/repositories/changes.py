"""The history of what the staff changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guide.keeping.history import Change, Table
from bot.store.tables import ChangeRow


class SqlChanges:
    """See `bot.guide.ports.Changes`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self,
        table: Table,
        row_id: int,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        counselor_id: int | None,
        at: datetime,
    ) -> Change:
        row = ChangeRow(
            table=table,
            row_id=row_id,
            before=before,
            after=after,
            counselor_id=counselor_id,
            at=at,
        )
        self._session.add(row)
        await self._session.flush()
        return Change(row.id, table, row_id, before, after, counselor_id, at)

    async def get(self, change_id: int) -> Change | None:
        row = await self._session.get(ChangeRow, change_id)
        return _change_from(row) if row else None

    async def of_row(self, table: Table, row_id: int) -> list[Change]:
        query = select(ChangeRow).where(ChangeRow.table == table, ChangeRow.row_id == row_id)
        return await self._all(query.order_by(ChangeRow.id.desc()))

    async def latest(self, table: Table, limit: int) -> list[Change]:
        query = select(ChangeRow).where(ChangeRow.table == table)
        return await self._all(query.order_by(ChangeRow.id.desc()).limit(limit))

    async def _all(self, query: Select[ChangeRow]) -> list[Change]:
        return [_change_from(row) for row in await self._session.scalars(query)]


def _change_from(row: ChangeRow) -> Change:
    return Change(row.id, Table(row.table), row.row_id, row.before, row.after, row.counselor_id, row.at)
