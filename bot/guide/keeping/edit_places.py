"""Editing places: live at once, kept in the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.guide.keeping.history import RowNotFound, Table
from bot.guide.places.facts import Place, PlaceFacts
from bot.guide.ports import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class EditPlaces:
    """What the staff do with places. `by` is the counselor's id, None for a command."""

    store: Store

    async def add(self, facts: PlaceFacts, by: int | None, now: datetime) -> Place:
        """A new place."""
        async with self.store.write() as uow:
            return await self.add_in(uow, facts, by, now)

    async def change(self, place_id: int, facts: PlaceFacts, by: int | None, now: datetime) -> Place:
        """Other facts; RowNotFound when there is no such place."""
        async with self.store.write() as uow:
            return await self.change_in(uow, place_id, facts, by, now)

    async def delete(self, place_id: int, by: int | None, now: datetime) -> None:
        """Delete a place; the history can bring it back."""
        async with self.store.write() as uow:
            await self.delete_in(uow, place_id, by, now)

    async def add_in(
        self,
        uow: UnitOfWork,
        facts: PlaceFacts,
        by: int | None,
        now: datetime,
        *,
        place_id: int | None = None,
    ) -> Place:
        """See `add`; `place_id` brings a deleted one back."""
        place = await uow.places.add(facts, place_id=place_id)
        await uow.changes.add(Table.PLACE, place.id, None, facts.model_dump(mode="json"), by, now)
        return place

    async def change_in(
        self, uow: UnitOfWork, place_id: int, facts: PlaceFacts, by: int | None, now: datetime
    ) -> Place:
        """See `change`."""
        before = await _locked(uow, place_id)
        if before.facts == facts:
            return before
        place = await uow.places.change(place_id, facts)
        dumped = before.facts.model_dump(mode="json"), facts.model_dump(mode="json")
        await uow.changes.add(Table.PLACE, place_id, *dumped, by, now)
        return place

    async def delete_in(self, uow: UnitOfWork, place_id: int, by: int | None, now: datetime) -> None:
        """See `delete`."""
        place = await _locked(uow, place_id)
        await uow.places.delete(place_id)
        await uow.changes.add(Table.PLACE, place_id, place.facts.model_dump(mode="json"), None, by, now)


async def _locked(uow: UnitOfWork, place_id: int) -> Place:
    place = await uow.places.lock(place_id)
    if place is None:
        raise RowNotFound
    return place
