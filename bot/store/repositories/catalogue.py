"""The catalogue's files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import CatalogueFileRow


class SqlCatalogueFiles:
    """See `bot.guide.shelf.CatalogueFiles`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> dict[str, str]:
        query = select(CatalogueFileRow.path, CatalogueFileRow.content).order_by(CatalogueFileRow.path)
        return dict((await self._session.execute(query)).tuples().all())

    async def lock(self) -> None:
        # In one order, so that two editors wait for each other instead of blocking each other.
        query = select(CatalogueFileRow.path).order_by(CatalogueFileRow.path)
        await self._session.execute(query.with_for_update())

    async def edited(self) -> set[str]:
        return set(await self._session.scalars(select(CatalogueFileRow.path).where(CatalogueFileRow.edited)))

    async def seed(self, path: str, content: str, now: datetime) -> bool:
        row = await self._session.get(CatalogueFileRow, path)
        if row is None:
            self._session.add(CatalogueFileRow(path=path, content=content, edited=False, changed_at=now))
        elif row.edited or row.content == content:
            return False
        else:
            row.content, row.changed_at = content, now
        await self._session.flush()
        return True

    async def edit(self, path: str, content: str, now: datetime) -> None:
        row = await self._session.get(CatalogueFileRow, path)
        if row is None:
            self._session.add(CatalogueFileRow(path=path, content=content, edited=True, changed_at=now))
        else:
            row.content, row.edited, row.changed_at = content, True, now
        await self._session.flush()
