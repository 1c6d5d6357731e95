"""LINE fails, refuses, keeps silent or breaks off: what is to be said is said once LINE answers."""

from __future__ import annotations

import pytest

from tests.faults.world import AWAY, CALLED, DANGER, World, in_order
from tests.platforms.line.faults import Fault
from tests.processes import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")

BEFORE_TAKING = [
    Fault("status", 500),
    Fault("status", 503, retry_after=1),
    Fault("status", 429, retry_after=1),
    Fault("status", 401),
    Fault("drop"),
]


@pytest.mark.parametrize("fault", BEFORE_TAKING, ids=lambda fault: f"{fault.kind}-{fault.status}")
async def test_each_message_arrives_once_in_order_when_line_takes_none_at_first(
    front: World, fault: Fault
) -> None:
    phone = front.person()
    front.line.faults.add(fault, 2)
    await phone.say("家族会はありますか")
    await phone.say(DANGER)
    await front.safe(phone)
    await eventually(front.settled)
    assert _once(phone.person.texts())
    assert in_order(phone.person.texts(), AWAY, CALLED)
    assert len(front.line.faults) == 0


async def test_nobody_else_waits_when_line_is_silent_for_one(front: World) -> None:
    phone, other = front.person(), front.person()
    front.line.faults.add(Fault("hang"))
    await phone.say(DANGER)
    await eventually(lambda: len(front.line.faults) == 0)
    await other.say(DANGER)
    await front.safe(other)
    assert not phone.person.texts()
    await front.safe(phone)
    assert _once(phone.person.texts())


@pytest.mark.parametrize("kind", ["status", "drop"])
async def test_push_arrives_once_when_line_took_it_and_did_not_say_so(front: World, kind: str) -> None:
    phone = front.person()
    front.line.faults.add(Fault("status", 500, only="reply"))
    front.line.faults.add(Fault(kind, 500, after=True, only="push"))  # type: ignore[arg-type]
    await phone.say(DANGER)
    await front.safe(phone)
    await eventually(front.settled)
    assert _once(phone.person.texts())
    assert (phone.person.replies, phone.person.pushes) == (0, 1)
    assert ("/v2/bot/message/push", 409) in front.line.requests


async def test_safety_reply_arrives_when_the_reply_token_is_refused(front: World) -> None:
    phone = front.person()
    front.line.faults.add(Fault("status", 400, only="reply"))
    await phone.say(DANGER)
    await front.safe(phone)
    assert phone.person.pushes == 1


def _once(texts: list[str]) -> bool:
    return len(texts) == len(set(texts))
