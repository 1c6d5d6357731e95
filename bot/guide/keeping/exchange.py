"""Taking files in and giving them out: all of a file, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.guide.keeping.edit_places import EditPlaces
from bot.guide.keeping.edit_sessions import EditSessions
from bot.guide.keeping.file_rows import Fault, FileRefused, FileRow
from bot.guide.places.facts import PlaceFacts
from bot.guide.sessions.facts import SessionFacts

_NO_SUCH = "この番号のものはありません。新しく加えるときは、番号を空にしてください"


@dataclass(frozen=True, slots=True)
class Exchange:
    """Import and export of sessions and places. Rows with an id change that row, others are new."""

    sessions: EditSessions
    places: EditPlaces

    async def export_sessions(self, *, samples: bool = False) -> list[FileRow[SessionFacts]]:
        """All sessions by their beginning; the samples only when asked for."""
        async with self.sessions.store.read() as uow:
            rows = await uow.sessions.everyone()
        return [FileRow(row.facts, row.id) for row in rows if samples or not row.sample]

    async def export_places(self, *, samples: bool = False) -> list[FileRow[PlaceFacts]]:
        """All places; the samples only when asked for."""
        async with self.places.store.read() as uow:
            rows = await uow.places.everyone()
        return [FileRow(row.facts, row.id) for row in rows if samples or not row.sample]

    async def import_sessions(
        self, rows: Sequence[FileRow[SessionFacts]], by: int | None, now: datetime
    ) -> int:
        """Take all rows in; FileRefused, with nothing taken, when an id does not exist."""
        async with self.sessions.store.write() as uow:
            known = {session.id for session in await uow.sessions.everyone()}
            refuse_unknown(rows, known)
            for row in rows:
                if row.id is None:
                    await self.sessions.add_in(uow, row.facts, by, now)
                else:
                    await self.sessions.change_in(uow, row.id, row.facts, by, now)
        return len(rows)

    async def import_places(self, rows: Sequence[FileRow[PlaceFacts]], by: int | None, now: datetime) -> int:
        """Take all rows in; FileRefused, with nothing taken, when an id does not exist."""
        async with self.places.store.write() as uow:
            known = {place.id for place in await uow.places.everyone()}
            refuse_unknown(rows, known)
            for row in rows:
                if row.id is None:
                    await self.places.add_in(uow, row.facts, by, now)
                else:
                    await self.places.change_in(uow, row.id, row.facts, by, now)
        return len(rows)


def refuse_unknown(
    rows: Sequence[FileRow[SessionFacts]] | Sequence[FileRow[PlaceFacts]], known: Collection[int]
) -> None:
    """FileRefused when a row is to change one that does not exist, or the same one twice."""
    faults = [Fault(row.line, "番号", _NO_SUCH) for row in rows if row.id is not None and row.id not in known]
    numbers = [row.id for row in rows if row.id is not None]
    faults += [
        Fault(row.line, "番号", "同じ番号が2回あります")
        for row in rows
        if row.id is not None and numbers.count(row.id) > 1
    ]
    if faults:
        raise FileRefused(faults)
