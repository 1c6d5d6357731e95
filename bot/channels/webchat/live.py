"""The stream of a contact's new messages. The bell only wakes; what is sent comes from the rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from sse_starlette import ServerSentEvent

from bot.channels.webchat.transcript import Talk, as_json, read_talk
from bot.desk.bell import Bell, Change, Listener
from bot.desk.ports import Store, StoreUnavailable

LOOK_S = 10.0
"""How often the rows are looked at though nobody rang (another process may have written), in seconds."""
LATE_IDS = 100
"""How far back a commit may come late: a row's id is given before its transaction ends."""
STREAMS_MAX = 8
"""Open streams of one contact: tabs, and connections that have not noticed their end."""


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

    async def stream(self, contact: str, after_id: int) -> AsyncIterator[ServerSentEvent]:
        """Events `message` (with the row's id) and `state`, from `after_id` on, without an end."""
        self._open[contact] += 1
        try:
            with self.bell.listening() as listener:
                async for event in self._events(contact, after_id, listener):
                    yield event
        finally:
            self._open[contact] -= 1
            if not self._open[contact]:
                del self._open[contact]

    async def _events(
        self, contact: str, after_id: int, listener: Listener
    ) -> AsyncIterator[ServerSentEvent]:
        sent: set[int] = set()
        answering = ""
        while True:
            talk = await self._look(contact, max(after_id, max(sent, default=0) - LATE_IDS))
            for message in talk.messages if talk else ():
                if message.id not in sent:
                    sent.add(message.id)
                    yield ServerSentEvent(_dump(as_json(message)), event="message", id=str(message.id))
            if talk and talk.answering != answering:
                answering = talk.answering
                yield ServerSentEvent(_dump({"answering": answering}), event="state")
            await self._wait(listener, talk.contact_row if talk else 0)

    async def _look(self, contact: str, after_id: int) -> Talk | None:
        try:
            return await read_talk(self.store, self.channel, contact, after_id)
        except StoreUnavailable:
            return None  # The next look may succeed; the page keeps its stream.

    async def _wait(self, listener: Listener, contact_row: int) -> None:
        while ring := await listener.wait(self.look_s):
            if ring.change is Change.MESSAGE and ring.contact_id == contact_row:
                return


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
