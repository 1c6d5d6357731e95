"""What taking a file in would change, to be looked at before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Generic

from bot.guide.keeping.exchange import Exchange, refuse_unknown
from bot.guide.keeping.file_rows import Facts, FileRow
from bot.guide.places.facts import PlaceFacts
from bot.guide.sessions.facts import SessionFacts


class Effect(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Planned(Generic[Facts]):
    """A row of the file and what it changes; `before` is None for a new one."""

    row: FileRow[Facts]
    before: Facts | None

    @property
    def effect(self) -> Effect:
        """What becomes of it."""
        if self.before is None:
            return Effect.NEW
        return Effect.SAME if self.before == self.row.facts else Effect.CHANGED


async def plan_sessions(
    exchange: Exchange, rows: Sequence[FileRow[SessionFacts]]
) -> list[Planned[SessionFacts]]:
    """What a file of sessions would change; FileRefused when it cannot be taken in."""
    async with exchange.sessions.store.read() as uow:
        now = {session.id: session.facts for session in await uow.sessions.everyone()}
    return _plan(rows, now)


async def plan_places(exchange: Exchange, rows: Sequence[FileRow[PlaceFacts]]) -> list[Planned[PlaceFacts]]:
    """What a file of places would change; FileRefused when it cannot be taken in."""
    async with exchange.places.store.read() as uow:
        now = {place.id: place.facts for place in await uow.places.everyone()}
    return _plan(rows, now)


def digest(plan: Sequence[Planned[Facts]]) -> str:
    """A sign for a plan: another one when the file or what is there now is another."""
    told = [
        [planned.row.id, planned.before and planned.before.model_dump(mode="json"), facts]
        for planned in plan
        for facts in [planned.row.facts.model_dump(mode="json")]
    ]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def _plan(rows: Sequence[FileRow[Facts]], now: Mapping[int, Facts]) -> list[Planned[Facts]]:
    refuse_unknown(rows, now)  # type: ignore[arg-type]
    return [Planned(row, None if row.id is None else now[row.id]) for row in rows]
