"""Making a request, asking about it, taking it back; and the desk's side of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.guide.plain_text import clean_text
from bot.guide.ports import Store, Teller, UnitOfWork
from bot.guide.requests import words
from bot.guide.requests.entities import Request, RequestState
from bot.guide.requests.errors import RequestChanged, RequestFinished, RequestNotFound
from bot.guide.requests.form import check_fields
from bot.guide.requests.kinds import RequestKind

NOTE_MAX = 500
"""Characters of the desk's note to the person."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person does with requests. `contact_id` is the contact's row."""

    store: Store

    async def ask(
        self, contact_id: int, kind: RequestKind, fields: Mapping[str, Any], now: datetime
    ) -> Request:
        """Put a request on the desk; the same one, still open, is not put there twice.
        RequestFieldInvalid names the first wrong field."""
        async with self.store.write() as uow:
            return await ask_in(uow, contact_id, kind, fields, now)

    async def mine(self, contact_id: int) -> list[Request]:
        """The person's requests, newest first."""
        async with self.store.read() as uow:
            return await uow.requests.of_contact(contact_id)

    async def take_back(self, request_id: int, contact_id: int, now: datetime) -> Request:
        """Cancel a request; RequestFinished when it is done already."""
        async with self.store.write() as uow:
            found = await uow.requests.get(request_id)
            if found is None or found.contact_id != contact_id:
                raise RequestNotFound
            if found.state is RequestState.CANCELLED:
                return found
            return await _move(uow, found, RequestState.CANCELLED, found.note, now)


@dataclass(frozen=True, slots=True)
class HandleRequests:
    """What the desk does with requests. Without a teller nobody can be told anything."""

    store: Store
    teller: Teller | None = None

    async def unfinished(self) -> list[Request]:
        """What is still to be done, oldest first."""
        async with self.store.read() as uow:
            return await uow.requests.unfinished()

    async def count(self) -> int:
        """How many are still to be done."""
        async with self.store.read() as uow:
            return await uow.requests.count_unfinished()

    async def move(
        self,
        request_id: int,
        state: RequestState,
        now: datetime,
        *,
        note: str | None = None,
        by: int | None = None,
        seen: datetime | None = None,
        tell: bool = False,
    ) -> Request:
        """Another state, and the note the person sees when asking; with `tell` the person hears of it
        at once. `seen` is the request's `changed_at` when it was looked at.

        The same change once more does and tells nothing. RequestFinished when it is over,
        RequestChanged when somebody has changed it since it was seen.
        """
        async with self.store.write() as uow:
            found = await uow.requests.get(request_id)
            if found is None:
                raise RequestNotFound
            said = found.note if note is None else clean_text(note)[:NOTE_MAX]
            if seen is not None and found.changed_at != seen:
                if (found.state, found.note, found.handled_by) == (state, said, by):
                    return found
                raise RequestFinished if found.state.finished else RequestChanged
            moved = await _move(uow, found, state, said, now, by)
            if tell and self.teller is not None:
                await self.teller.tell(uow, moved.contact_id, words.moved(moved), now)
            return moved


async def ask_in(
    uow: UnitOfWork, contact_id: int, kind: RequestKind, fields: Mapping[str, Any], now: datetime
) -> Request:
    """See `Ask.ask`; within the caller's transaction."""
    checked = check_fields(kind, fields)
    digest = hashlib.sha256(json.dumps([kind, checked], sort_keys=True).encode()).hexdigest()
    same = await uow.requests.open_same(contact_id, digest)
    return same or await uow.requests.add(contact_id, kind, checked, digest, now)


async def _move(
    uow: UnitOfWork, request: Request, state: RequestState, note: str, now: datetime, by: int | None = None
) -> Request:
    # Two changes never bear the same moment: it tells whether a page is still up to date.
    at = max(now, request.changed_at + timedelta(microseconds=1))
    if request.state.finished or not await uow.requests.move(request, state, note, at, by):
        raise RequestFinished
    moved = await uow.requests.get(request.id)
    if moved is None:
        raise RequestNotFound
    return moved
