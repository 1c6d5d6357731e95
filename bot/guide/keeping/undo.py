"""Undoing a change of the staff: itself a change, so that it can be undone too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.guide.keeping.edit_places import EditPlaces
from bot.guide.keeping.edit_sessions import EditSessions
from bot.guide.keeping.history import Change, ChangedSince, MessageIsOut, RowNotFound, Table
from bot.guide.keeping.undo_catalogue import UndoCatalogue
from bot.guide.places.facts import PlaceFacts
from bot.guide.ports import UnitOfWork
from bot.guide.sessions.facts import SessionFacts

_OWN = frozenset({Table.SESSION, Table.PLACE, Table.SAMPLES, Table.MESSAGE})
"""What is no entry of the catalogue."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The history of what the staff changed, and the way back."""

    sessions: EditSessions
    places: EditPlaces
    catalogue: UndoCatalogue | None = None

    async def history(self, table: Table, *, row_id: int | None = None, limit: int = 50) -> list[Change]:
        """The latest changes of a table, or all of one row, newest first."""
        async with self.sessions.store.read() as uow:
            if row_id is None:
                return await uow.changes.latest(table, limit)
            return await uow.changes.of_row(table, row_id)

    async def undo(self, change_id: int, by: int | None, now: datetime) -> None:
        """Bring back what was before a change. ChangedSince when the row was changed again since,
        SessionHasBookings when a new session has been booked meanwhile."""
        if self.catalogue is not None and await self._of_catalogue(change_id):
            await self.catalogue.undo(change_id, by, now)
            return
        async with self.sessions.store.write() as uow:
            change = await uow.changes.get(change_id)
            if change is None:
                raise RowNotFound
            if change.table is Table.MESSAGE:
                raise MessageIsOut
            newest = (await uow.changes.of_row(change.table, change.row_id))[0]
            if newest.id != change.id:
                raise ChangedSince
            if change.table is Table.SESSION:
                await self._undo_session(uow, change, by, now)
            elif change.table is Table.PLACE:
                await self._undo_place(uow, change, by, now)

    async def _of_catalogue(self, change_id: int) -> bool:
        async with self.sessions.store.read() as uow:
            change = await uow.changes.get(change_id)
        return change is not None and change.table not in _OWN

    async def _undo_session(self, uow: UnitOfWork, change: Change, by: int | None, now: datetime) -> None:
        if change.before is None:
            await self.sessions.delete_in(uow, change.row_id, by, now)
            return
        facts = SessionFacts.model_validate(change.before)
        if change.after is None:
            await self.sessions.add_in(uow, facts, by, now, session_id=change.row_id)
        else:
            await self.sessions.change_in(uow, change.row_id, facts, by, now)

    async def _undo_place(self, uow: UnitOfWork, change: Change, by: int | None, now: datetime) -> None:
        if change.before is None:
            await self.places.delete_in(uow, change.row_id, by, now)
            return
        facts = PlaceFacts.model_validate(change.before)
        if change.after is None:
            await self.places.add_in(uow, facts, by, now, place_id=change.row_id)
        else:
            await self.places.change_in(uow, change.row_id, facts, by, now)
