"""The bell: wakes the worker and tells live pages to look again.

Losing a ring loses nothing: the rows are the truth and the worker sweeps them anyway.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

PAGE_QUEUE_MAX = 100
"""Rings kept for one slow page; older ones may go, the page looks at the rows anyway."""


class Change(StrEnum):
    """What kind of thing changed."""

    INBOX = "inbox"
    OUTBOX = "outbox"
    MESSAGE = "message"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Ring:
    """Something changed. Holds ids only, never anybody's words."""

    change: Change
    conversation_id: int = 0
    contact_id: int = 0


class Listener:
    """One page, or the worker, listening."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Ring] = asyncio.Queue(PAGE_QUEUE_MAX)

    def put(self, ring: Ring) -> None:
        """Take note of a ring without ever waiting."""
        if self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(ring)

    async def wait(self, timeout_s: float) -> Ring | None:
        """The next ring, or None after `timeout_s` seconds."""
        try:
            async with asyncio.timeout(timeout_s):
                return await self._queue.get()
        except TimeoutError:
            return None


class Bell:
    """Rings for everybody in this process who listens."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def ring(self, change: Change, *, conversation_id: int = 0, contact_id: int = 0) -> None:
        """Tell all listeners."""
        for listener in tuple(self._listeners):
            listener.put(Ring(change, conversation_id, contact_id))

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        """A listener for the length of a block."""
        listener = Listener()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
