"""Rasa stopped, hanging, or without its action server: danger is answered by the front desk itself."""

from __future__ import annotations

import pytest

from tests.faults.world import AWAY, CALLED, DANGER, World, in_order
from tests.platforms.line import events
from tests.platforms.line.phone import Phone
from tests.platforms.rasa_door import Mood
from tests.processes import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")

LANES = 8
"""How many the desk answers side by side."""
CROWD = 3 * LANES


async def _asks_then_is_in_danger(front: World) -> None:
    phone = front.person()
    assert (await phone.say("家族教室について教えてください")).well
    assert (await phone.say(DANGER)).well
    await front.safe(phone)
    assert in_order(phone.person.texts(), AWAY, CALLED)


async def test_danger_is_answered_when_rasa_is_stopped(front: World) -> None:
    await _asks_then_is_in_danger(front)


async def test_danger_is_answered_when_rasa_hangs(front: World) -> None:
    async with front.rasa() as door:
        door.hang()
        await _asks_then_is_in_danger(front)


@pytest.mark.parametrize("mood", [Mood.FAILING, Mood.EMPTY, Mood.NONSENSE])
async def test_danger_is_answered_when_the_action_server_is_stopped(front: World, mood: Mood) -> None:
    async with front.rasa() as door:
        door.mood = mood
        await _asks_then_is_in_danger(front)


async def test_danger_goes_before_those_who_wait_when_rasa_hangs(front: World) -> None:
    crowd = [front.person() for _ in range(CROWD)]
    afraid = front.person()
    async with front.rasa() as door:
        door.hang()
        asked = [phone.written(events.text("居場所の場所はどこですか")) for phone in crowd]
        await front.webhook.deliver([*asked, afraid.written(events.text(DANGER))])
        await front.safe(afraid)
        await eventually(lambda: all(AWAY in "".join(phone.person.texts()) for phone in crowd))
    assert len(_handled_after(front, afraid)) > LANES


def _handled_after(front: World, phone: Phone) -> list[tuple[int]]:
    """Who was handled later than this person though they had written earlier."""
    return front.rows(
        "select other.id from inbox other join inbox mine on other.id < mine.id "
        "and other.handled_at > mine.handled_at join conversation v on v.id = mine.conversation_id "
        "join contact c on c.id = v.contact_id where c.external_id = ?",
        phone.person.id,
    )


async def test_desk_is_up_and_ready_when_rasa_is_stopped(front: World) -> None:
    assert (await front.health()).json() == {"status": "up"}
    ready = await front.health("/readyz")
    assert ready.status_code == 200
    assert ready.json()["parts"] == {"database": "up", "assistant": "down", "worker": "up"}


async def test_assistant_answers_again_when_rasa_is_back(front: World) -> None:
    phone = front.person()
    await phone.say("受付の時間を教えてください")
    await eventually(lambda: AWAY in "".join(phone.person.texts()))
    async with front.rasa():
        await phone.say("費用はかかりますか")
        await eventually(lambda: "「費用はかかりますか」ですね。" in phone.person.texts())
    front.check_kept(phone)


async def test_human_comes_by_button_when_rasa_is_stopped(front: World) -> None:
    phone = front.person()
    await phone.say("話を聞いてほしいです")
    await eventually(phone.quick_replies)
    (sos,) = [action for action in phone.quick_replies() if action["text"] == "今すぐ人と話したい"]
    await phone.tap(sos)
    await eventually(lambda: "相談員におつなぎします" in "".join(phone.person.texts()))
    assert front.rows(
        "select h.reason from handoff h join conversation v on v.id = h.conversation_id "
        "join contact c on c.id = v.contact_id where c.external_id = ? and v.status = 'waiting'",
        phone.person.id,
    ) == [("asked",)]
