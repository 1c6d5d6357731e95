"""Telling open pages to look again: ids only, never anybody's words."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request
from fastapi.responses import Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.console.gate import Gate
from bot.desk.bell import Bell
from bot.desk.ports import Clock

STREAM_MAX = timedelta(minutes=10)
"""A stream ends after this and the browser asks anew, with a sign-in that is still good."""
QUIET_S = 15.0
"""How long to wait for a ring before the length of the stream is looked at, in seconds."""
RETRY_MS = 3000


@dataclass(frozen=True, slots=True)
class EventPages:
    """The stream of rings."""

    bell: Bell
    gate: Gate
    clock: Clock

    async def stream(self, request: Request) -> Response:
        """An endless answer; the page's script listens."""
        await self.gate.reader(request)
        return EventSourceResponse(looks(self.bell, self.clock), ping=15, send_timeout=30)


async def looks(bell: Bell, clock: Clock) -> AsyncIterator[ServerSentEvent]:
    """One event for every ring: which conversation changed, 0 for any."""
    ends = clock.now() + STREAM_MAX
    with bell.listening() as listener:
        yield ServerSentEvent(event="look", data=json.dumps({"conversation": 0}), retry=RETRY_MS)
        while clock.now() < ends:
            ring = await listener.wait(QUIET_S)
            if ring is not None:
                yield ServerSentEvent(event="look", data=json.dumps({"conversation": ring.conversation_id}))
