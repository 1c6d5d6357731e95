"""Where somebody is: in memory until the answer, and never anybody else's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.conversation.entities import MessageKind
from bot.desk.ports import StoreUnavailable, UnitOfWork
from bot.desk.spots import HELD_S, SPOTS_MAX, Spots
from tests.counters import CounterDesk
from tests.desks import TestDesk

HERE = (34.69, 135.19)


class LosingStore:
    """Fails when everything was done but the commit."""

    def __init__(self, desk: TestDesk) -> None:
        self.read = desk.store.read
        self._write = desk.store.write

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        async with self._write() as uow:
            yield uow
            raise StoreUnavailable("just now")


async def test_spot_is_not_taken_for_that_of_the_next_message_when_storing_failed(desk: TestDesk) -> None:
    await CounterDesk(desk).place(name="みんなの居場所", latitude=34.7, longitude=135.2)
    said = replace(desk.said("", person="U1", kind=MessageKind.LOCATION), spot=HERE)
    with pytest.raises(StoreUnavailable):
        await replace(desk.receive, store=LosingStore(desk))("line", [said])

    heard = await desk.talk("", person="U2", kind=MessageKind.STICKER)

    assert heard
    assert "みんなの居場所" not in "".join(heard)


def test_spot_is_forgotten_when_nobody_answers_for_some_minutes() -> None:
    now = 0.0
    spots = Spots(lambda: now)
    spots.hold(1, HERE)
    now = HELD_S - 1
    assert spots.look(1) == HERE
    now = HELD_S
    assert spots.look(1) is None


def test_oldest_spot_goes_first_when_there_are_too_many() -> None:
    spots = Spots()
    for number in range(SPOTS_MAX + 1):
        spots.hold(number, HERE)
    assert spots.look(0) is None
    assert spots.look(1) == HERE
