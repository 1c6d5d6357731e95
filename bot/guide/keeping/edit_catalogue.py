"""Editing the catalogue and the city's profile: live at once, kept in the history, nothing lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.guide.errors import CatalogueError
from bot.guide.keeping import catalogue_entries
from bot.guide.keeping.catalogue_entries import CatalogueEntry, EntryKind, Fields, Files
from bot.guide.keeping.entry_checks import EntryRefused, FieldFault, checked
from bot.guide.keeping.history import ChangeRefused, Table
from bot.guide.keeping.publishing import Publishing
from bot.guide.ports import Store
from bot.guide.shelf import check

_TRIES = 5


class EditedMeanwhile(ChangeRefused):
    """Somebody else changed the entry after it was opened. `current` is how it is now."""

    def __init__(self, current: CatalogueEntry | None) -> None:
        super().__init__(
            "ほかの方が、先にこの内容を変えました。いまの内容を確かめてから、もう一度保存してください。"
        )
        self.current = current


class EntryInUse(ChangeRefused):
    """An entry of a closed list cannot be added or deleted."""

    def __init__(self) -> None:
        super().__init__("この項目は、加えたり削除したりできません。内容を変えることはできます。")


class TooBusy(ChangeRefused):
    """Others kept changing the catalogue while this was saved."""

    def __init__(self) -> None:
        super().__init__("ほかの方の変更と重なりました。もう一度保存してください。")


@dataclass(frozen=True, slots=True)
class Edit:
    """What one change does: the files that differ, and what the history keeps."""

    table: Table
    files: Files
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class EditCatalogue:
    """What the staff do with entries. `by` is the counselor's id, None for a command."""

    store: Store
    publishing: Publishing

    async def files(self) -> dict[str, str]:
        """All files as they are now."""
        async with self.store.read() as uow:
            return await self.publishing.files(uow)

    async def entries(self, kind: EntryKind) -> list[CatalogueEntry]:
        """All entries of a kind."""
        return await asyncio.to_thread(catalogue_entries.entries, await self.files(), kind)

    async def entry(self, kind: EntryKind, name: str) -> CatalogueEntry:
        """One entry; RowNotFound when there is none."""
        return await asyncio.to_thread(catalogue_entries.entry, await self.files(), kind, name)

    async def change(
        self, kind: EntryKind, name: str, fields: Fields, version: str, by: int | None, now: datetime
    ) -> bool:
        """Other fields for an entry that still is what `version` says; whether it is live already.

        EntryRefused names what is wrong, EditedMeanwhile that somebody else was faster,
        RowNotFound that the entry is gone.
        """

        def edit(files: Files) -> Edit | None:
            current = catalogue_entries.entry(files, kind, name)
            kept = checked(kind, {**fields, **({"id": name} if name else {})})
            if kept == current.fields:
                return None
            if current.version != version:
                raise EditedMeanwhile(current)
            changed = catalogue_entries.changed(files, kind, name, kept)
            return Edit(kind.table, changed, current.fields, kept)

        return await self.keep(edit, by, now)

    async def add(self, kind: EntryKind, fields: Fields, by: int | None, now: datetime) -> str:
        """A new agency or help line; its id. Without an id among the fields one is made up."""
        if kind.closed:
            raise EntryInUse
        made: list[str] = []

        def edit(files: Files) -> Edit:
            names = {other.name for other in catalogue_entries.entries(files, kind)}
            kept = checked(kind, {**fields, "id": fields.get("id") or free_name(kind, names)})
            if kept["id"] in names:
                raise EntryRefused([FieldFault("id", "同じものがもうあります")])
            made[:] = [kept["id"]]
            return Edit(kind.table, catalogue_entries.added(files, kind, kept), None, kept)

        await self.keep(edit, by, now)
        return made[0]

    async def delete(self, kind: EntryKind, name: str, version: str, by: int | None, now: datetime) -> bool:
        """Take an agency or help line out; the history can bring it back."""
        if kind.closed:
            raise EntryInUse

        def edit(files: Files) -> Edit:
            current = catalogue_entries.entry(files, kind, name)
            if current.version != version:
                raise EditedMeanwhile(current)
            return Edit(kind.table, catalogue_entries.removed(files, kind, name), current.fields, None)

        return await self.keep(edit, by, now)

    async def keep(self, edit: Callable[[Files], Edit | None], by: int | None, now: datetime) -> bool:
        """Check what an edit makes of the files, keep it with its history, publish it.

        The check runs outside the transaction, which then only makes sure that nobody changed
        the files meanwhile: writing the catalogue never holds up the messages.
        """
        for _ in range(_TRIES):
            files = await self.files()
            made = await asyncio.to_thread(_whole, edit, files)
            if made is None:
                return not self.publishing.pending
            if await self._kept(files, made, by, now):
                return await self.publishing.publish()
        raise TooBusy

    async def _kept(self, files: Files, made: Edit, by: int | None, now: datetime) -> bool:
        async with self.store.write() as uow:
            await uow.catalogue.lock()
            rows = await uow.catalogue.all()
            if any(files.get(path) != content for path, content in rows.items()):
                return False
            for path, content in made.files.items():
                await uow.catalogue.edit(path, content, now)
            await uow.changes.add(made.table, 0, made.before, made.after, by, now)
        return True


def _whole(edit: Callable[[Files], Edit | None], files: Files) -> Edit | None:
    made = edit(files)
    if made is not None:
        try:
            check({**files, **made.files})
        except CatalogueError as error:
            raise EntryRefused([FieldFault("", fault_words(error))]) from None
    return made


def fault_words(error: CatalogueError) -> str:
    """What is wrong with a file, for the staff; the fault itself is told as the check tells it."""
    name = error.file.rsplit("/", 1)[-1]
    line = f"{error.line}行目" if error.line else ""
    return f"{name} {line}（{error.field or '全体'}）に誤りがあります: {error.fault}"


def free_name(kind: EntryKind, names: set[str]) -> str:
    """An id that no entry has."""
    number = len(names) + 1
    while f"{kind.table}_{number}" in names:
        number += 1
    return f"{kind.table}_{number}"
