"""Somebody else holds the database: LINE is told to deliver again, and nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.faults.world import AWAY, CALLED, DANGER, World, in_order, protected
from tests.processes import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")

REFUSALS = 3
"""Each takes the desk its whole patience of three seconds: together about ten."""


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Nobody else can write for the length of a block."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")


async def test_everything_is_stored_when_the_database_was_locked_for_long(front: World) -> None:
    afraid, asking = front.person(), front.person()
    await asking.say("相談は有料ですか")
    with locked(front.desk.database):
        before = len(front.webhook.log)
        said = asyncio.gather(afraid.say(DANGER), asking.say("家族だけでも行けますか"))
        await eventually(lambda: _refused(front, before) >= 2 * REFUSALS)
        assert (await front.health()).is_success
        assert not protected(afraid)
    assert all(delivered.well for delivered in await said)
    await front.safe(afraid)
    await eventually(front.settled)
    front.check_kept(asking)
    assert AWAY in "".join(asking.person.texts())


async def test_turn_is_finished_when_the_database_is_locked_in_the_middle(front: World) -> None:
    phone = front.person()
    async with front.rasa() as door:
        door.hang()
        begun = len(door.keys)
        await phone.say("どんな居場所がありますか")
        await eventually(lambda: len(door.keys) > begun)
        with locked(front.desk.database):
            door.resume()
            before = len(front.webhook.log)
            said = asyncio.create_task(phone.say(DANGER))
            await eventually(lambda: _refused(front, before) >= 1)
        assert (await said).well
        await front.safe(phone)
    await eventually(front.settled)
    assert in_order(phone.person.texts(), "「どんな居場所がありますか」ですね。", CALLED) or in_order(
        phone.person.texts(), AWAY, CALLED
    )


def _refused(front: World, since: int) -> int:
    """How many deliveries were answered with "please deliver again"."""
    return sum(status == 503 for _kinds, status in front.webhook.log[since:])
