"""The month's pushes are spent: the reserve is for danger, and a free reply carries what waits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.world import AWAY, CALLED, DANGER, World, in_order, protected, world
from tests.platforms.line.faults import Fault
from tests.platforms.line.phone import Phone
from tests.processes import eventually

QUOTA = 4
HELD, USED_UP = "line_quota_reserved", "line_quota_used_up"
REPLY_FAILS = Fault("status", 500, only="reply")
ASKED = "家族教室はいつありますか"


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[World]:
    """A desk that keeps all the pushes there are for danger."""
    async with world(tmp_path, {"AKARI_LINE_PUSH_RESERVE": str(QUOTA)}, quota=QUOTA) as made:
        yield made


async def test_pushes_are_kept_for_danger_when_few_are_left(front: World) -> None:
    await _waits_for_a_free_reply(front)
    await _danger_takes_the_reserve(front)
    front.line.used = QUOTA
    await _safety_reply_waits_for_a_free_reply(front)


async def _waits_for_a_free_reply(front: World) -> None:
    phone = await _held(front)
    await phone.say("遅くてもだいじょうぶです")
    await eventually(lambda: len(phone.person.texts()) == 2)
    await eventually(front.settled)
    assert (front.line.used, phone.person.replies) == (0, 1)


async def _danger_takes_the_reserve(front: World) -> None:
    phone = await _held(front)
    front.line.faults.add(REPLY_FAILS)
    await phone.say(DANGER)
    await front.safe(phone)
    assert in_order(phone.person.texts(), AWAY, CALLED)
    assert front.line.used == phone.person.pushes > 0
    await eventually(front.settled)


async def _safety_reply_waits_for_a_free_reply(front: World) -> None:
    phone = front.person()
    front.line.faults.add(REPLY_FAILS)
    await phone.say(DANGER)
    await eventually(lambda: USED_UP in front.codes(phone))
    assert front.called_for(phone)
    assert not protected(phone)
    await phone.say("まだそこにいますか")
    await front.safe(phone)
    assert phone.person.pushes == 0
    await eventually(front.settled)


async def _held(front: World) -> Phone:
    """Somebody whose answer is held back, because a push is all that is left for it."""
    phone = front.person()
    front.line.faults.add(REPLY_FAILS)
    await phone.say(ASKED)
    await eventually(lambda: HELD in front.codes(phone))
    assert phone.person.texts() == []
    return phone
