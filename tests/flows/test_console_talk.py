"""Counselors at work: queue, transcript, claim, reply, transfer, close."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from html import unescape

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from bot.conversation.entities import MessageKind
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.events import Unsent
from bot.desk.ports import SendError
from tests.consoles import Browser, browser, console_app, enter
from tests.desks import TestDesk


@pytest.fixture
def app(desk: TestDesk) -> FastAPI:
    return console_app(desk)


@pytest.fixture
async def sato(desk: TestDesk, app: FastAPI) -> AsyncIterator[Browser]:
    async with browser(app) as client:
        await enter(desk, client)
        yield client


@pytest.fixture
async def suzuki(desk: TestDesk, app: FastAPI, sato: Browser) -> AsyncIterator[Browser]:
    async with browser(app) as client:
        await enter(desk, client, "suzuki", "鈴木")
        yield client


def entries(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'id="open-(\d+)"', page)]


async def id_of(desk: TestDesk, person: str = "U1") -> int:
    return (await desk.conversation(person)).id


def once_in(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found[1]


# --- queue ---------------------------------------------------------------------------------


async def test_queue_is_ordered_by_level_then_waiting_time(desk: TestDesk, sato: Browser) -> None:
    for person, words in (("U1", "死にたい"), ("U2", "いま飲んだ"), ("U3", "死にたい"), ("U4", "もう限界")):
        await desk.talk(words, person=person)
        desk.clock.pass_time(minutes=5)
    page = (await sato.get("/console")).text
    assert entries(page) == [await id_of(desk, person) for person in ("U2", "U1", "U3", "U4")]
    assert page.index("緊急") < page.index("高い危険") < page.index("注意")
    assert "15分" in page
    assert "LINE" in page
    assert "危険の兆し" in page


async def test_queue_shows_no_word_of_any_talk(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("死にたい")
    await desk.talk("もう限界", person="U2")
    for address in ("/console", "/console/queue", "/console/waiting"):
        page = (await sato.get(address)).text
        for words in ("死にたい", "もう限界", "U1", "U2"):
            assert words not in page


async def test_queue_names_the_holder_and_the_reason(desk: TestDesk, sato: Browser, suzuki: Browser) -> None:
    await desk.talk("死にたい")
    await suzuki.act(1, "claim")
    page = (await sato.get("/console")).text
    assert "担当 鈴木" in page
    assert "いま待っている方はいません" in page


async def test_waiting_has_one_alarm_for_each_rise_to_a_dangerous_level(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("死にたい")
    first = (await sato.get("/console/waiting")).json()
    assert (first["waiting"], len(first["alarms"])) == (1, 1)
    await desk.talk("死にたい")
    assert (await sato.get("/console/waiting")).json() == first
    await desk.talk("いま飲んだ")
    risen = (await sato.get("/console/waiting")).json()
    assert risen["alarms"] != first["alarms"]


async def test_waiting_has_a_new_alarm_when_a_dangerous_talk_is_given_back(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("死にたい")
    first = (await sato.get("/console/waiting")).json()
    for _ in range(2):
        await sato.act(1, "claim")
        assert (await sato.get("/console/waiting")).json() == {"waiting": 0, "alarms": []}
        desk.clock.pass_time(minutes=1)
        await sato.act(1, "release")
        again = (await sato.get("/console/waiting")).json()
        assert again["waiting"] == 1
        assert set(again["alarms"]).isdisjoint(first["alarms"])
        first = again


# --- transcript ----------------------------------------------------------------------------


async def test_transcript_marks_signals_and_escapes_what_was_written(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("<script>x</script>もう死にたいです & つらい")
    page = (await sato.get("/console/conversations/1")).text
    assert '<mark class="high" title="自殺・希死念慮（高い危険）">死にたい</mark>' in page
    assert "&lt;script&gt;x&lt;/script&gt;もう" in page
    assert "<script>x" not in page
    assert "11/24 12:00" in page


async def test_transcript_names_all_authors(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("こんにちは")
    await sato.act(1, "claim")
    await sato.act(1, "reply", text="お話をうかがいます")
    page = (await sato.get("/console/conversations/1")).text
    for author in ("相談された方", "自動の案内", "相談員 佐藤"):
        assert f'<span class="who">{author}</span>' in page


async def test_transcript_shows_no_text_when_a_message_was_unsent(desk: TestDesk, sato: Browser) -> None:
    said = desk.said("見ないでください")
    await desk.receive("line", [said])
    await desk.receive("line", [Unsent("unsend-1", "U1", said.message_id or "")])
    page = (await sato.get("/console/conversations/1")).text
    assert "取り消されました" in page
    assert "見ないでください" not in page


async def test_transcript_names_the_kind_of_a_message_without_words(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("", kind=MessageKind.STICKER)
    await desk.talk("", kind=MessageKind.IMAGE)
    page = (await sato.get("/console/conversations/1")).text
    assert "[スタンプ]" in page
    assert "[写真]" in page


async def test_transcript_shows_why_messages_could_not_be_delivered(desk: TestDesk, sato: Browser) -> None:
    desk.channel.errors.append(SendError("status_403", retryable=False))
    await desk.talk("こんにちは")
    page = (await sato.get("/console/conversations/1")).text
    assert "届けられなかったメッセージが" in page
    assert "status_403" in page


async def test_earlier_conversations_lie_behind_a_fold_and_their_opening_is_recorded(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("前に話したこと")
    await sato.act(1, "claim")
    await sato.act(1, "close")
    await desk.talk("今日のこと")
    page = (await sato.get("/console/conversations/2")).text
    assert "前に話したこと" not in page
    assert 'data-src="/console/conversations/1/transcript"' in page
    assert "前に話したこと" in (await sato.get("/console/conversations/1/transcript", script=True)).text
    assert [row[1] for row in await access_rows(desk)] == [2, 1]
    assert "会話 2 を開く" in (await sato.get("/console/conversations/1")).text


async def access_rows(desk: TestDesk) -> list[tuple[int, int]]:
    async with desk.store.read() as uow:
        rows = await uow.session.execute(
            text("select counselor_id, conversation_id from access_log order by id")
        )
        return [(row[0], row[1]) for row in rows]


async def test_access_log_tells_who_opened_which_transcript(
    desk: TestDesk, sato: Browser, suzuki: Browser
) -> None:
    await desk.talk("死にたい")
    await sato.get("/console")
    assert await access_rows(desk) == []
    await sato.get("/console/conversations/1")
    await suzuki.get("/console/conversations/1")
    assert await access_rows(desk) == [(1, 1), (2, 1)]


async def test_access_log_has_one_row_an_hour_for_a_page_that_stays_open(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("死にたい")
    for _ in range(3):
        await sato.get("/console/conversations/1/live", script=True)
    assert len(await access_rows(desk)) == 1
    desk.clock.pass_time(hours=1, minutes=1)
    await sato.get("/console/conversations/1/live", script=True)
    assert len(await access_rows(desk)) == 2


async def test_live_part_brings_new_messages(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("死にたい")
    before = (await sato.get("/console/conversations/1/live", script=True)).text
    await desk.talk("聞いてほしい")
    after = (await sato.get("/console/conversations/1/live", script=True)).text
    assert "聞いてほしい" not in before
    assert "聞いてほしい" in after
    versions = dict(re.findall(r'id="(m\d+)" data-v="(\w+)"', after))
    assert dict(re.findall(r'id="(m\d+)" data-v="(\w+)"', before)).items() <= versions.items()


@pytest.mark.parametrize("bad", ["99", "0", "-1", "abc", "9" * 30])
async def test_page_is_404_when_there_is_no_such_conversation(sato: Browser, bad: str) -> None:
    assert (await sato.get(f"/console/conversations/{bad}")).status_code == 404
    assert (await sato.post(f"/console/conversations/{bad}/claim")).status_code == 404
    assert (await sato.get(f"/console/conversations/{bad}/live", script=True)).status_code == 404


# --- claim, reply, close -------------------------------------------------------------------


async def test_claim_silences_the_assistant_and_reply_reaches_the_person(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("死にたい")
    response = await sato.act(1, "claim")
    assert (response.status_code, response.headers["location"]) == (303, "/console/conversations/1")
    await desk.talk("だれかいますか")
    assert all("だれかいますか" not in words for words in desk.channel.texts)
    assert (await sato.act(1, "reply", text="ここにいます。")).status_code == 303
    await desk.work()
    assert desk.channel.texts[-1] == "ここにいます。"
    assert desk.channel.deliveries[-1].payloads[0]["author"] == "counselor"


async def test_claim_is_won_by_one_and_refused_with_the_holders_name_for_the_other(
    desk: TestDesk, sato: Browser, suzuki: Browser
) -> None:
    await desk.talk("死にたい")
    outcomes = await asyncio.gather(sato.act(1, "claim"), suzuki.act(1, "claim"))
    assert sorted(outcome.status_code for outcome in outcomes) == [303, 409]
    loser, holder = (outcomes[1], "佐藤") if outcomes[0].status_code == 303 else (outcomes[0], "鈴木")
    assert f"この会話は、{holder}さんが担当しています。" in loser.text


async def test_claim_is_fine_when_the_button_was_tapped_twice(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("死にたい")
    outcomes = await asyncio.gather(sato.act(1, "claim"), sato.act(1, "claim", script=True))
    assert [outcome.status_code for outcome in outcomes] == [303, 200]
    assert sum("相談員の佐藤です" in message.text for message in await desk.transcript()) == 1


async def test_reply_is_said_once_when_the_form_is_sent_twice(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("死にたい")
    await sato.act(1, "claim")
    once = once_in((await sato.get("/console/conversations/1")).text)
    sent = [sato.act(1, "reply", text="ここにいます。", once=once) for _ in range(3)]
    assert {response.status_code for response in await asyncio.gather(*sent)} == {303}
    await sato.act(1, "reply", text="べつの言葉です。", once=once)
    await desk.work()
    assert desk.channel.texts.count("ここにいます。") == 1
    assert desk.channel.texts.count("べつの言葉です。") == 1


async def test_reply_form_gets_a_new_name_after_each_answer_for_the_script(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("死にたい")
    await sato.act(1, "claim")
    names = [(await sato.act(1, "reply", script=True, text="はい。")).json()["once"] for _ in range(2)]
    assert names[0] != names[1]


async def test_reply_is_refused_and_its_draft_kept_when_somebody_else_holds_the_conversation(
    desk: TestDesk, sato: Browser, suzuki: Browser
) -> None:
    await desk.talk("死にたい")
    await suzuki.act(1, "claim")
    response = await sato.act(1, "reply", text="書きかけの<言葉>")
    assert response.status_code == 409
    assert "担当ではありません" in response.text
    assert "書きかけの<言葉>" in unescape(response.text)
    assert (await sato.act(1, "reply", script=True, text="あ")).json()["error"]


@pytest.mark.parametrize("words", ["", "   \n", "あ" * 4001])
async def test_reply_is_refused_when_it_is_empty_or_too_long(
    desk: TestDesk, sato: Browser, words: str
) -> None:
    await desk.talk("死にたい")
    await sato.act(1, "claim")
    assert (await sato.act(1, "reply", text=words)).status_code == 400


async def test_reply_is_cleaned_of_control_characters_and_counts_a_line_break_once(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("死にたい")
    await sato.act(1, "claim")
    assert (await sato.act(1, "reply", text="あ\r\n" * 1999 + "い\x00\x1bう")).status_code == 303
    await desk.work()
    assert desk.channel.texts[-1].endswith("あ\nいう")


async def test_actions_are_refused_when_the_form_has_no_token(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("死にたい")
    sato.csrf = ""
    for action in ("claim", "release", "transfer", "reply", "close", "level"):
        assert (await sato.act(1, action, text="あ")).status_code == 403
    assert (await desk.conversation()).status is Status.WAITING


async def test_actions_are_refused_when_the_conversation_is_not_ones_own(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("死にたい")
    for action in ("release", "reply", "close"):
        assert (await sato.act(1, action, text="あ")).status_code == 409
    assert (await sato.act(1, "level", level="none")).status_code == 409
    assert (await sato.act(1, "unknown")).status_code == 404


async def test_release_puts_the_conversation_back_into_the_queue(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("死にたい")
    await sato.act(1, "claim")
    assert (await sato.act(1, "release")).headers["location"] == "/console?done=released"
    assert (await desk.conversation()).status is Status.WAITING
    assert (await sato.get("/console/waiting")).json()["waiting"] == 1


async def test_transfer_gives_the_conversation_to_another_reader(
    desk: TestDesk, app: FastAPI, sato: Browser, suzuki: Browser
) -> None:
    await desk.talk("死にたい")
    async with browser(app) as client:
        editor = await enter(desk, client, "henshu", "編集", ("editor",))
    await sato.act(1, "claim")
    page = (await sato.get("/console/conversations/1")).text
    assert "鈴木" in page
    assert "編集" not in page
    for wrong in (str(editor.id), "1", "99", "", "x"):
        assert (await sato.act(1, "transfer", to=wrong)).status_code == 400
    assert (await sato.act(1, "transfer", to="2")).status_code == 303
    assert (await sato.act(1, "reply", text="あ")).status_code == 409
    assert (await suzuki.act(1, "reply", text="鈴木が続けます")).status_code == 303


async def test_level_is_set_by_the_holder_alone(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("死にたい")
    await sato.act(1, "claim")
    assert (await sato.act(1, "level", level="elevated")).status_code == 303
    assert (await desk.conversation()).level is RiskLevel.ELEVATED
    for wrong in ("unknown", "", "high;drop"):
        assert (await sato.act(1, "level", level=wrong)).status_code == 400


async def test_close_gives_the_person_back_to_the_assistant_and_a_second_handoff_works(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("死にたい")
    await sato.act(1, "claim")
    assert (await sato.act(1, "close")).headers["location"] == "/console?done=closed"
    assert "会話を終了しました" in (await sato.get("/console?done=closed")).text
    await desk.work()
    assert "「こんにちは」ですね。" in await desk.talk("こんにちは")
    assert (await sato.act(1, "claim")).status_code == 409
    await desk.talk("死にたい")
    again = await id_of(desk)
    assert again != 1
    assert entries((await sato.get("/console")).text) == [again]
    assert (await sato.act(again, "claim")).status_code == 303
    await sato.act(again, "reply", text="またお話しできます")
    await desk.work()
    assert desk.channel.texts[-1] == "またお話しできます"
