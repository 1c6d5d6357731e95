"""The level of a conversation: quick words are replaced by the full screening's, danger stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.conversation.assessment import Assessment
from bot.conversation.levels import RiskLevel
from bot.desk.ports import Answer
from tests.desks import TestDesk
from tests.fakes import WordScreen


class CalmingScreen(WordScreen):
    """Its full look calms what its quick word took for danger, as the model does with a denial."""

    def full(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        seen = super().full(text, recent)
        return Assessment(RiskLevel.ELEVATED) if "わけではない" in text else seen


@pytest.fixture
def calming(desk: TestDesk) -> TestDesk:
    screen = CalmingScreen()
    desk.screen = screen
    desk.receive = replace(desk.receive, screen=screen)
    desk.respond = replace(desk.respond, screen=screen)
    desk.inbox = replace(desk.inbox, respond=desk.respond)
    return desk


async def test_conversation_is_calmed_when_the_full_screening_calms_its_only_message(
    calming: TestDesk,
) -> None:
    await calming.write("死にたいわけではないです")
    assert (await calming.conversation()).level is RiskLevel.HIGH
    await calming.work()
    assert (await calming.conversation()).level is RiskLevel.ELEVATED


async def test_conversation_stays_dangerous_when_only_a_later_message_is_calmed(calming: TestDesk) -> None:
    await calming.talk("死にたいです")
    await calming.talk("死にたいわけではないです")
    assert (await calming.conversation()).level is RiskLevel.HIGH


async def test_danger_found_by_the_assistant_stays_when_the_next_message_is_calm(calming: TestDesk) -> None:
    calming.assistant.script["遠回しな言葉"] = Answer((), level=RiskLevel.HIGH)
    await calming.talk("遠回しな言葉")
    await calming.talk("ありがとうございます")
    assert (await calming.conversation()).level is RiskLevel.HIGH


async def test_next_conversation_has_the_quick_word_when_a_message_waits_at_the_close(
    desk: TestDesk,
) -> None:
    sato = await desk.counselor()
    await desk.talk("死にたいです")
    held = await desk.conversation()
    await desk.counsel.claim(held.id, sato)
    await desk.write("いま飲んだところです")
    await desk.counsel.close(held.id, sato)
    assert (await desk.conversation()).id != held.id
    assert (await desk.conversation()).level is RiskLevel.IMMINENT
