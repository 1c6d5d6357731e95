"""A newer shipped catalogue beside what the city has edited: entry by entry, so that one changed
sentence does not cut off a whole file from corrections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import yaml
from pydantic import ValidationError

from bot.guide.keeping.catalogue_entries import AGENCY, HELP_LINE, TOPIC, EntryKind, added, changed, entries
from bot.guide.keeping.history import Table
from bot.guide.keeping.undo_catalogue import name_of
from bot.guide.ports import UnitOfWork

_LISTS = {kind.path: kind for kind in (TOPIC, AGENCY, HELP_LINE)}
_ALL_CHANGES = 100_000


async def seed_catalogue(uow: UnitOfWork, files: Mapping[str, str], now: datetime) -> int:
    """Take the shipped files; how many files changed. In a file the city has edited, its own entries
    stay as they are, those it never touched follow the shipped ones, and new ones are added."""
    await uow.catalogue.lock()
    edited = await uow.catalogue.edited()
    rows = await uow.catalogue.all()
    count = 0
    for path, content in files.items():
        if path not in edited:
            count += await uow.catalogue.seed(path, content, now)
        elif (kind := _LISTS.get(path)) is not None:
            whole = merged(kind, rows[path], content, await _touched(uow, kind))
            if whole != rows[path]:
                await uow.catalogue.edit(path, whole, now)
                count += 1
    return count


def merged(kind: EntryKind, city: str, shipped: str, touched: set[str] | None) -> str:
    """The city's file with the shipped entries it has not touched. `touched` of None means that it
    took in a whole file: then only new topics are added, which must not be missing."""
    try:
        own = {entry.name: entry.fields for entry in entries({kind.path: city}, kind)}
        for entry in entries({kind.path: shipped}, kind):
            if entry.name not in own and (kind.closed or (touched is not None and entry.name not in touched)):
                city = added({kind.path: city}, kind, entry.fields)[kind.path]
            elif touched is not None and entry.name not in touched and own.get(entry.name) != entry.fields:
                city = changed({kind.path: city}, kind, entry.name, entry.fields)[kind.path]
    except (yaml.YAMLError, ValidationError, KeyError, TypeError):
        # An entry of another version of the program: publishing tells what is wrong with it.
        return city
    return city


async def _touched(uow: UnitOfWork, kind: EntryKind) -> set[str] | None:
    whole = await uow.changes.latest(Table.CATALOGUE, _ALL_CHANGES)
    if any(kind.path in (change.after or {}) for change in whole):
        return None
    return {name_of(change) for change in await uow.changes.latest(kind.table, _ALL_CHANGES)}
