from __future__ import annotations

import json

from bot.console.events import STREAM_MAX, looks
from bot.desk.bell import Bell, Change
from tests.fakes import FakeClock


async def test_stream_tells_which_conversation_changed_and_nothing_else() -> None:
    bell, clock = Bell(), FakeClock()
    stream = looks(bell, clock)
    assert json.loads((await anext(stream)).data) == {"conversation": 0}
    bell.ring(Change.MESSAGE, conversation_id=7, contact_id=3)
    assert json.loads((await anext(stream)).data) == {"conversation": 7}
    await stream.aclose()
    assert bell._listeners == set()


async def test_stream_ends_after_a_while_so_that_the_sign_in_is_looked_at_again() -> None:
    bell, clock = Bell(), FakeClock()
    stream = looks(bell, clock)
    await anext(stream)
    bell.ring(Change.QUEUE)
    clock.moment += STREAM_MAX
    assert [json.loads(event.data) async for event in stream] == []
