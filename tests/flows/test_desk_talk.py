"""The way of a message through the front desk: rows and sends out."""

from __future__ import annotations

import pytest

from bot.conversation.content import Author, Bubble
from bot.conversation.entities import HandoffReason, MessageKind
from bot.conversation.errors import ConversationAlreadyClaimed, NotTheHolder
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.phrases import BACK, SOS
from bot.desk.ports import Answer, Question
from tests.desks import TestDesk


async def test_message_is_answered_by_the_assistant_when_harmless(desk: TestDesk) -> None:
    assert await desk.talk("家族教室はありますか") == ["「家族教室はありますか」ですね。"]
    assert [message.author for message in await desk.transcript()] == [Author.CONTACT, Author.ASSISTANT]


async def test_event_is_stored_once_when_delivered_twice(desk: TestDesk) -> None:
    said = desk.said("こんにちは", event_id="same")
    assert await desk.receive("line", [said]) == 1
    assert await desk.receive("line", [said]) == 0
    await desk.work()
    assert len(desk.channel.texts) == 1


async def test_danger_is_handed_over_without_asking_the_assistant(desk: TestDesk) -> None:
    replies = await desk.talk("もう死にたい")
    assert replies
    assert desk.assistant.asked == []
    assert (await desk.conversation()).status is Status.WAITING
    async with desk.store.read() as uow:
        queue = await uow.handoffs.queue()
    assert [(entry.handoff.reason, entry.handoff.level) for entry in queue] == [
        (HandoffReason.RISK, RiskLevel.HIGH)
    ]


async def test_assistant_is_silent_when_a_human_is_awaited(desk: TestDesk) -> None:
    await desk.talk("もう死にたい")
    assert await desk.talk("家族教室はありますか") == []
    assert desk.assistant.asked == []


async def test_safety_reply_is_given_again_when_danger_rises_while_waiting(desk: TestDesk) -> None:
    await desk.talk("もう死にたい")
    replies = await desk.talk("いま飲んだ")
    assert any("119" in reply for reply in replies)
    assert (await desk.conversation()).level is RiskLevel.IMMINENT


async def test_risk_is_handed_over_when_the_assistant_is_away(desk: TestDesk) -> None:
    desk.assistant.away = True
    replies = await desk.talk("もう死にたい")
    assert replies
    assert (await desk.conversation()).status is Status.WAITING


async def test_person_gets_honest_words_and_a_human_when_the_assistant_is_away(desk: TestDesk) -> None:
    desk.assistant.away = True
    (reply,) = await desk.talk("家族教室はありますか")
    assert "うまく答えられない" in reply
    transcript = await desk.transcript()
    assert transcript[-1].bubble is not None
    assert SOS in transcript[-1].bubble.choices


@pytest.mark.parametrize("text", ["今すぐ人と話したい", " 今すぐ人と話したい。", "人と話したい", "ＳＯＳ"])
async def test_human_is_called_when_asked_for_even_without_assistant(desk: TestDesk, text: str) -> None:
    desk.assistant.away = True
    await desk.talk(text)
    assert (await desk.conversation()).status is Status.WAITING


async def test_person_leaves_the_queue_when_nobody_was_in_danger(desk: TestDesk) -> None:
    await desk.talk("人と話したい")
    await desk.talk(BACK.text)
    assert (await desk.conversation()).status is Status.WITH_ASSISTANT
    assert await desk.talk("こんにちは") == ["「こんにちは」ですね。"]


async def test_person_stays_in_the_queue_when_in_danger(desk: TestDesk) -> None:
    await desk.talk("もう死にたい")
    await desk.talk(BACK.text)
    assert (await desk.conversation()).status is Status.WAITING


async def test_screening_failure_calls_a_human(desk: TestDesk) -> None:
    desk.screen.broken_quick = desk.screen.broken_full = True
    assert await desk.talk("こんにちは")
    assert (await desk.conversation()).status is Status.WAITING
    assert (await desk.conversation()).level is RiskLevel.UNKNOWN


async def test_rules_stand_when_the_model_fails(desk: TestDesk) -> None:
    desk.screen.broken_full = True
    assert await desk.talk("こんにちは") == ["「こんにちは」ですね。"]
    await desk.talk("もう死にたい")
    assert (await desk.conversation()).status is Status.WAITING


async def test_split_bubbles_are_read_together(desk: TestDesk) -> None:
    await desk.talk("死に")
    await desk.talk("たい")
    assert (await desk.conversation()).status is Status.WAITING


async def test_human_is_offered_when_worry_repeats(desk: TestDesk) -> None:
    first = await desk.talk("もう限界です")
    second = await desk.talk("ほんとうにもう限界")
    assert not any("相談員につなぎましょうか" in text for text in first)
    assert any("相談員につなぎましょうか" in text for text in second)


async def test_lone_sticker_counts_when_worry_came_before(desk: TestDesk) -> None:
    await desk.talk("もう限界です")
    await desk.talk("", kind=MessageKind.STICKER)
    async with desk.store.read() as uow:
        levels = await uow.messages.recent_levels((await desk.conversation()).id, before_id=10**9, limit=1)
    assert levels == [RiskLevel.ELEVATED]


async def test_second_net_hands_over_when_the_assistant_sees_danger(desk: TestDesk) -> None:
    desk.assistant.script["遠くへ行きます"] = Answer(
        (Bubble("…"),), "risk", "talk_to_human", 0.9, level=RiskLevel.HIGH
    )
    replies = await desk.talk("遠くへ行きます")
    assert "…" not in replies
    assert (await desk.conversation()).status is Status.WAITING


async def test_claim_silences_and_reply_and_close_give_back(desk: TestDesk) -> None:
    await desk.talk("人と話したい")
    sato = await desk.counselor()
    conversation = await desk.conversation()
    await desk.counsel.claim(conversation.id, sato)
    await desk.counsel.reply(conversation.id, sato, "佐藤です。読みました。")
    await desk.work()
    assert desk.channel.texts[-1] == "佐藤です。読みました。"
    assert await desk.talk("ありがとうございます") == []
    await desk.counsel.close(conversation.id, sato)
    await desk.work()
    assert "自動の案内" in desk.channel.texts[-1]
    assert await desk.talk("こんにちは") == ["「こんにちは」ですね。"]
    assert desk.assistant.asked[-1].session != conversation.key
    await desk.talk("もう死にたい")
    assert (await desk.conversation()).status is Status.WAITING


async def test_second_claim_is_refused_with_the_holder_named(desk: TestDesk) -> None:
    await desk.talk("人と話したい")
    conversation = await desk.conversation()
    await desk.counsel.claim(conversation.id, await desk.counselor())
    with pytest.raises(ConversationAlreadyClaimed, match="佐藤"):
        await desk.counsel.claim(conversation.id, await desk.counselor("suzuki", "鈴木"))


async def test_reply_is_refused_when_not_claimed(desk: TestDesk) -> None:
    await desk.talk("人と話したい")
    with pytest.raises(NotTheHolder):
        await desk.counsel.reply((await desk.conversation()).id, await desk.counselor(), "こんにちは")


async def test_answer_is_dropped_when_a_counselor_claims_meanwhile(desk: TestDesk) -> None:
    sato = await desk.counselor()

    async def claim(_question: Question) -> None:
        await desk.counsel.claim((await desk.conversation()).id, sato)

    desk.assistant.before_answer = claim
    replies = await desk.talk("家族教室はありますか")
    assert replies == ["相談員の佐藤です。ここからは私がお話をうかがいます。"]


async def test_danger_is_marked_when_a_human_holds_the_conversation(desk: TestDesk) -> None:
    await desk.talk("人と話したい")
    conversation = await desk.conversation()
    await desk.counsel.claim(conversation.id, await desk.counselor())
    await desk.work()
    assert await desk.talk("もう死にたい") == []
    assert (await desk.conversation()).level is RiskLevel.HIGH


async def test_unhandled_message_opens_the_next_conversation_when_closed(desk: TestDesk) -> None:
    await desk.talk("人と話したい")
    sato = await desk.counselor()
    conversation = await desk.conversation()
    await desk.counsel.claim(conversation.id, sato)
    await desk.write("もう死にたい")
    await desk.counsel.close(conversation.id, sato)
    await desk.work()
    following = await desk.conversation()
    assert following.id != conversation.id
    assert following.status is Status.WAITING


async def test_counselor_uses_the_reply_token_only_when_the_assistant_has_not(desk: TestDesk) -> None:
    await desk.talk("人と話したい")
    sato = await desk.counselor()
    conversation = await desk.conversation()
    await desk.counsel.claim(conversation.id, sato)
    await desk.counsel.reply(conversation.id, sato, "一")
    await desk.work()
    await desk.talk("はい")
    await desk.counsel.reply(conversation.id, sato, "二")
    await desk.work()
    used = {
        delivery.payloads[0]["text"]: delivery.reply_token is not None for delivery in desk.channel.deliveries
    }
    assert (used["一"], used["二"]) == (False, True)


@pytest.mark.parametrize("text", ["", "  ", "\n\u3000"])
async def test_blank_text_is_answered_kindly_without_the_assistant(desk: TestDesk, text: str) -> None:
    (reply,) = await desk.talk(text)
    assert "何も書かれていない" in reply
    assert desk.assistant.asked == []


async def test_complaint_is_answered_and_reaches_the_desk(desk: TestDesk) -> None:
    sorry = Answer((Bubble("申し訳ありません。"),), "complaint", "complaint", 0.9, HandoffReason.COMPLAINT)
    desk.assistant.script["対応がひどい"] = sorry
    replies = await desk.talk("対応がひどい")
    assert replies[0] == "申し訳ありません。"
    assert "おつなぎします" in replies[-1]
    async with desk.store.read() as uow:
        (entry,) = await uow.handoffs.queue()
    assert entry.handoff.reason is HandoffReason.COMPLAINT
