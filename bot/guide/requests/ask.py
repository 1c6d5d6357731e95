"""Making a request, asking about it, taking it back; and the desk's side of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.guide.plain_text import clean_text
from bot.guide.ports import Store, UnitOfWork
from bot.guide.requests.entities import Request, RequestState
from bot.guide.requests.errors import RequestFinished, RequestNotFound
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
    """What the desk does with requests."""

    store: Store

    async def unfinished(self) -> list[Request]:
        """What is still to be done, oldest first."""
        async with self.store.read() as uow:
            return await uow.requests.unfinished()

    async def move(
        self, request_id: int, state: RequestState, now: datetime, *, note: str | None = None
    ) -> Request:
        """Another state, and the note the person sees when asking; RequestFinished when it is over."""
        async with self.store.write() as uow:
            found = await uow.requests.get(request_id)
            if found is None:
                raise RequestNotFound
            said = found.note if note is None else clean_text(note)[:NOTE_MAX]
            return await _move(uow, found, state, said, now)


async def ask_in(
    uow: UnitOfWork, contact_id: int, kind: RequestKind, fields: Mapping[str, Any], now: datetime
) -> Request:
    """See `Ask.ask`; within the caller's transaction."""
    checked = check_fields(kind, fields)
    digest = hashlib.sha256(json.dumps([kind, checked], sort_keys=True).encode()).hexdigest()
    same = await uow.requests.open_same(contact_id, digest)
    return same or await uow.requests.add(contact_id, kind, checked, digest, now)


async def _move(uow: UnitOfWork, request: Request, state: RequestState, note: str, now: datetime) -> Request:
    if request.state.finished or not await uow.requests.move(request, state, note, now):
        raise RequestFinished
    moved = await uow.requests.get(request.id)
    if moved is None:
        raise RequestNotFound
    return moved
