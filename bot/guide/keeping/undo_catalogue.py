"""Undoing a change of the catalogue: itself a change, so that it can be undone too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.guide.keeping import catalogue_entries
from bot.guide.keeping.catalogue_entries import KINDS, EntryKind, Files
from bot.guide.keeping.edit_catalogue import Edit, EditCatalogue
from bot.guide.keeping.entry_checks import checked
from bot.guide.keeping.history import Change, ChangedSince, RowNotFound, Table


@dataclass(frozen=True, slots=True)
class UndoCatalogue:
    """The way back for entries and for whole files."""

    catalogue: EditCatalogue

    async def history(self, kind: EntryKind, name: str, limit: int = 50) -> list[Change]:
        """The latest changes of one entry, newest first."""
        async with self.catalogue.store.read() as uow:
            changes = await uow.changes.latest(kind.table, 500)
        return [change for change in changes if name_of(change) == name][:limit]

    async def undo(self, change_id: int, by: int | None, now: datetime) -> bool:
        """Bring back what was before a change; whether it is live already. ChangedSince when the
        entry is no longer as that change left it, RowNotFound when there is no such change."""
        async with self.catalogue.store.read() as uow:
            change = await uow.changes.get(change_id)
        if change is None or not (change.table is Table.CATALOGUE or change.table in KINDS):
            raise RowNotFound
        found = change
        return await self.catalogue.keep(
            lambda files: (
                _files_back(files, found) if found.table is Table.CATALOGUE else _back(files, found)
            ),
            by,
            now,
        )


def name_of(change: Change) -> str:
    """The id of the entry that was changed; "" for the profile."""
    return str((change.after or change.before or {}).get("id", ""))


def _back(files: Files, change: Change) -> Edit:
    kind, name = KINDS[change.table], name_of(change)
    if _now(files, kind, name) != change.after:
        raise ChangedSince
    if change.before is None:
        return Edit(kind.table, catalogue_entries.removed(files, kind, name), _plain(change.after), None)
    kept = checked(kind, change.before)
    if change.after is None:
        return Edit(kind.table, catalogue_entries.added(files, kind, kept), None, kept)
    return Edit(kind.table, catalogue_entries.changed(files, kind, name, kept), _plain(change.after), kept)


def _files_back(files: Files, change: Change) -> Edit:
    before, after = dict(change.before or {}), dict(change.after or {})
    if any(files.get(path) != content for path, content in after.items()):
        raise ChangedSince
    return Edit(Table.CATALOGUE, before, after, before)


def _now(files: Files, kind: EntryKind, name: str) -> dict[str, object] | None:
    try:
        return catalogue_entries.entry(files, kind, name).fields
    except RowNotFound:
        return None


def _plain(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if kept is None else dict(kept)
