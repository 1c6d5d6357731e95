"""Places."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guide.places.facts import Place, PlaceFacts
from bot.store.tables import PlaceRow

_FIELDS = tuple(PlaceFacts.model_fields)


class SqlPlaces:
    """See `bot.guide.ports.Places`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, place_id: int) -> Place | None:
        row = await self._session.get(PlaceRow, place_id, populate_existing=True)
        return _place_from(row) if row else None

    async def lock(self, place_id: int) -> Place | None:
        # On SQLite the transaction holds the whole database already.
        row = await self._session.get(PlaceRow, place_id, populate_existing=True, with_for_update=True)
        return _place_from(row) if row else None

    async def add(self, facts: PlaceFacts, *, place_id: int | None = None) -> Place:
        row = PlaceRow(**_columns(facts))
        if place_id is not None:
            row.id = place_id
        self._session.add(row)
        await self._session.flush()
        return _place_from(row)

    async def change(self, place_id: int, facts: PlaceFacts) -> Place:
        row = await self._session.get_one(PlaceRow, place_id)
        for name, value in _columns(facts).items():
            setattr(row, name, value)
        await self._session.flush()
        return _place_from(row)

    async def delete(self, place_id: int) -> None:
        await self._session.execute(delete(PlaceRow).where(PlaceRow.id == place_id))

    async def everyone(self) -> list[Place]:
        return [
            _place_from(row) for row in await self._session.scalars(select(PlaceRow).order_by(PlaceRow.id))
        ]


def _columns(facts: PlaceFacts) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts}


def _place_from(row: PlaceRow) -> Place:
    return Place(id=row.id, **{name: getattr(row, name) for name in _FIELDS})
