"""The stream of a contact's new messages. The bell only wakes; what is sent comes from the rows."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from sse_starlette import ServerSentEvent

from bot.channels.webchat.transcript import Talk, as_json, read_talk
from bot.desk.bell import Bell, Change, Listener
from bot.desk.ports import Store, StoreUnavailable

LOOK_S = 10.0
"""How often the rows are looked at though nobody rang (another process may have written), in seconds."""
LATE_IDS = 100
"""How far back a commit may come late: a row's id is given before its transaction ends."""
END_S = 1.0
"""How soon a stream notices that the server stops, in seconds."""
STREAMS_MAX = 8
"""Open streams of one contact: tabs, and connections that have not noticed their end."""


Ended = Callable[[], bool]
"""Whether the server stops, so that a stream must end."""


class TooManyStreams(Exception):
    """The contact has as many streams open as it may."""


@dataclass(frozen=True, slots=True)
class Live:
    """Opens streams and counts them."""

    store: Store
    bell: Bell
    channel: str
    look_s: float = LOOK_S
    _open: Counter[str] = field(default_factory=Counter)

    def refuse_if_full(self, contact: str) -> None:
        """Raise TooManyStreams where one more would be too many."""
        if self._open[contact] >= STREAMS_MAX:
            raise TooManyStreams

    async def stream(self, contact: str, after_id: int, ended: Ended) -> AsyncIterator[ServerSentEvent]:
        """Events `message` (with the row's id) and `state`, from `after_id` on, until `ended`."""
        self._open[contact] += 1
        try:
            with self.bell.listening() as listener:
                async for event in self._events(contact, after_id, listener, ended):
                    yield event
        finally:
            self._open[contact] -= 1
            if not self._open[contact]:
                del self._open[contact]

    async def _events(
        self, contact: str, after_id: int, listener: Listener, ended: Ended
    ) -> AsyncIterator[ServerSentEvent]:
        sent: set[int] = set()
        answering = ""
        while not ended():
            talk = await self._look(contact, max(after_id, max(sent, default=0) - LATE_IDS))
            for message in talk.messages if talk else ():
                if message.id not in sent:
                    sent.add(message.id)
                    yield ServerSentEvent(_dump(as_json(message)), event="message", id=str(message.id))
            if talk and talk.answering != answering:
                answering = talk.answering
                yield ServerSentEvent(_dump({"answering": answering}), event="state")
            await self._wait(listener, talk.contact_row if talk else 0, ended)

    async def _look(self, contact: str, after_id: int) -> Talk | None:
        try:
            return await read_talk(self.store, self.channel, contact, after_id)
        except StoreUnavailable:
            return None  # The next look may succeed; the page keeps its stream.

    async def _wait(self, listener: Listener, contact_row: int, ended: Ended) -> None:
        until = time.monotonic() + self.look_s
        while (left := until - time.monotonic()) > 0 and not ended():
            ring = await listener.wait(min(left, END_S))
            if ring and ring.change is Change.MESSAGE and ring.contact_id == contact_row:
                return


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
