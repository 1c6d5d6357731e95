"""Who comes to a session, and what the staff tell all of them at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape
from typing import Any

import openpyxl
import pytest
from fastapi import FastAPI

from bot.desk.ports import SendError
from bot.desk.ports.channel import Quota
from bot.desk.tell import DeskTeller
from bot.editor.attendance import AttendancePages
from bot.editor.messages import MessagePages
from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.book import Book
from bot.guide.keeping.history import Table
from bot.guide.sessions.facts import ClassSession
from tests.bookings import FakeTeller, facts
from tests.consoles import browser, enter
from tests.desks import TestDesk
from tests.editors import Editor, editor_app
from tests.fakes import FakeChannel

TEXT = "会場が2階の会議室Bに変わりました。"
FIRST_LINE = "12月5日（土）14時から16時までの回についてのお知らせです。"


class MeteredChannel(FakeChannel):
    """A platform that counts messages."""

    left: int | None = 200
    kept = 20
    broken = False

    async def quota(self) -> Quota:
        if self.broken:
            raise SendError("line_500", retryable=True)
        return Quota(self.left, self.kept)


@pytest.fixture
def line(desk: TestDesk) -> MeteredChannel:
    channel = MeteredChannel()
    desk.channel = channel
    desk.channels["line"] = channel
    desk.channels["webchat"] = FakeChannel("webchat")
    return channel


@pytest.fixture
def app(desk: TestDesk, line: MeteredChannel) -> FastAPI:
    teller = DeskTeller(desk.channels)
    pages = (AttendancePages, lambda parts: MessagePages(parts, teller, desk.channels))
    return editor_app(desk, pages=pages)


@pytest.fixture
async def editor(desk: TestDesk, app: FastAPI) -> AsyncIterator[Editor]:
    async with browser(app) as client:
        await enter(desk, client, "henshu", "編集", ("editor",))
        yield Editor(client)


async def session_with(
    desk: TestDesk, *people: tuple[str, str, BookingAnswers], capacity: int = 2
) -> ClassSession:
    """A session that these have booked, or wait for: channel, who, answers."""
    async with desk.store.write() as uow:
        session = await uow.sessions.add(facts(capacity=capacity))
    book = Book(desk.store, FakeTeller())
    for channel, who, answers in people:
        async with desk.store.write() as uow:
            contact = (await uow.conversations.current(channel, who, desk.clock.now())).contact.id
        await book.book(session.id, contact, answers, desk.clock.now(), or_wait=True)
    desk.clock.pass_time(minutes=1)
    return session


HANAKO = ("line", "U1", BookingAnswers("はなこ", 1, "090-1111-2222", "", "家に電話しないで"))
TARO = ("line", "U2", BookingAnswers("=たろう", 1))
WEB = ("webchat", "w1", BookingAnswers("うみ🌊", 2))


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def hidden(page: str) -> dict[str, str]:
    """The fields of the confirming form."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.split("/send")[-1])
    return {name: unescape(value) for name, value in fields}


async def looked_at(editor: Editor, session: ClassSession, **fields: str) -> str:
    answer = await editor.post(f"/messages/{session.id}/look", {"audience": "booked", "text": TEXT, **fields})
    assert answer.status_code == 200, answer.text
    return str(answer.text)


async def send(editor: Editor, session: ClassSession, page: str) -> Any:
    return await editor.post(f"/messages/{session.id}/send", hidden(page))


async def test_list_shows_who_is_booked_and_who_waits(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO, TARO, WEB)
    page = words(await editor.page(f"/attendance/{session.id}"))
    booked, waiting = page.split("予約 2件・2人")[1].split("空き待ち 1件・2人")
    assert "はなこ 1人 090-1111-2222 家に電話しないで" in booked
    assert "うみ🌊 2人" in waiting
    assert "返事待ち 0件・0人" in booked


async def test_list_is_saved_as_csv_and_as_a_spreadsheet_without_formulas(
    desk: TestDesk, editor: Editor
) -> None:
    session = await session_with(desk, HANAKO, TARO, WEB)
    answer = await editor.client.get(f"/console/editor/attendance/{session.id}/list.csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["予約", "予約", "空き待ち"]
    sheet = (await editor.client.get(f"/console/editor/attendance/{session.id}/list.xlsx")).content
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(sheet)).active.iter_rows() for cell in row]
    assert "はなこ" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    answer = await editor.client.get(f"/console/editor/attendance/{session.id}/list.exe")
    assert answer.status_code == 404


async def test_list_is_printed_with_a_box_for_each_who_comes(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO, TARO, WEB)
    page = await editor.page(f"/attendance/{session.id}/print")
    assert page.count("□") == 3
    assert "家族教室" not in page


async def test_message_is_seen_with_its_numbers_before_anything_is_sent(
    desk: TestDesk, editor: Editor
) -> None:
    session = await session_with(desk, HANAKO, WEB, TARO, capacity=10)
    page = words(await looked_at(editor, session))
    assert f"{FIRST_LINE} {TEXT}" in page
    assert "届く人数 3人" in page
    assert "LINE：2人 （今月の残り200通。うち20通は、危険なときのために残します）" in page
    assert "ウェブ：1人" in page
    await desk.work()
    assert desk.channel.texts == []
    async with desk.store.read() as uow:
        assert await uow.changes.latest(Table.MESSAGE, 10) == []


async def test_everybody_is_told_once_when_the_button_is_pressed_twice(
    desk: TestDesk, editor: Editor
) -> None:
    session = await session_with(desk, HANAKO, TARO)
    page = await looked_at(editor, session)
    first, second = await send(editor, session, page), await send(editor, session, page)
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    await desk.work()
    assert desk.channel.texts == [f"{FIRST_LINE}\n{TEXT}"] * 2
    assert sorted(delivery.contact for delivery in desk.channel.deliveries) == ["U1", "U2"]


async def test_result_counts_who_has_it_who_waits_and_who_cannot_be_reached(
    desk: TestDesk, editor: Editor
) -> None:
    session = await session_with(desk, HANAKO, TARO, ("line", "U3", BookingAnswers("さぶ")), capacity=10)
    answer = await send(editor, session, await looked_at(editor, session))
    desk.channel.errors += [
        SendError("status_403", retryable=False),
        SendError("line_quota_reserved", retryable=True, retry_after=3600),
    ]
    place = answer.headers["location"].removeprefix("/console/editor")
    assert "届いた 0人 送信待ち 3人 届かなかった 0人" in words(await editor.page(place))
    await desk.work()
    assert "送った人数 3人 届いた 1人 送信待ち 1人 届かなかった 1人" in words(await editor.page(place))
    desk.clock.pass_time(hours=2)
    await desk.work()
    assert "届いた 2人 送信待ち 0人 届かなかった 1人" in words(await editor.page(place))


async def test_other_talk_of_the_same_people_is_not_counted(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO, TARO)
    answer = await send(editor, session, await looked_at(editor, session))
    desk.clock.pass_time(minutes=1)
    await desk.talk("ありがとうございます")
    place = answer.headers["location"].removeprefix("/console/editor")
    assert "届いた 2人 送信待ち 0人" in words(await editor.page(place))


async def test_those_who_wait_are_told_where_that_is_wished(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO, TARO, ("line", "U3", BookingAnswers("さぶ")))
    assert "届く人数 2人" in words(await looked_at(editor, session))
    page = await looked_at(editor, session, audience="everybody")
    assert "届く人数 3人" in words(page)
    await send(editor, session, page)
    await desk.work()
    assert sorted(delivery.contact for delivery in desk.channel.deliveries) == ["U1", "U2", "U3"]


async def test_blocked_and_unreachable_are_left_out_and_counted(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO, TARO, WEB, capacity=10)
    async with desk.store.write() as uow:
        await uow.conversations.mark_blocked("line", "U2", blocked=True)
    del desk.channels["webchat"]
    page = await looked_at(editor, session)
    assert "届く人数 1人" in words(page)
    assert "届けられない方：2人" in words(page)
    answer = await send(editor, session, page)
    await desk.work()
    assert [delivery.contact for delivery in desk.channel.deliveries] == ["U1"]
    place = answer.headers["location"].removeprefix("/console/editor")
    assert "はじめから除いた 2人" in words(await editor.page(place))


async def test_nothing_is_sent_when_nobody_can_be_reached(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk)
    answer = await editor.post(f"/messages/{session.id}/look", audience="booked", text=TEXT)
    assert answer.status_code == 400
    assert "届けられる方がいません" in answer.text
    answer = await editor.post(f"/messages/{session.id}/send", audience="booked", text=TEXT, once="x" * 20)
    assert answer.status_code == 400
    async with desk.store.read() as uow:
        assert await uow.changes.latest(Table.MESSAGE, 10) == []


async def test_missing_pushes_are_told_before_sending(
    desk: TestDesk, editor: Editor, line: MeteredChannel
) -> None:
    session = await session_with(desk, HANAKO, TARO)
    line.left = 21
    assert "通数が1通たりません" in words(await looked_at(editor, session))
    line.left = None
    assert "通数の上限はありません" in words(await looked_at(editor, session))
    line.broken = True
    assert "残りの通数を確かめられませんでした" in words(await looked_at(editor, session))


async def test_telling_words_are_pointed_out(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO)
    assert "相談だと分かる言葉" in words(await looked_at(editor, session, text="ひきこもり家族教室の件です"))
    assert "相談だと分かる言葉" not in words(await looked_at(editor, session))


async def test_night_is_pointed_out(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO)
    assert "いまは夜間です" not in words(await looked_at(editor, session))
    desk.clock.pass_time(hours=10)
    assert "いまは夜間です" in words(await looked_at(editor, session))


@pytest.mark.parametrize("text", ["", " \n\u3000", "あ" * 1001])
async def test_text_that_cannot_be_sent_is_refused_and_kept(
    desk: TestDesk, editor: Editor, text: str
) -> None:
    session = await session_with(desk, HANAKO)
    answer = await editor.post(f"/messages/{session.id}/look", audience="everybody", text=text)
    assert answer.status_code == 400
    assert re.search(r'value="everybody" checked', answer.text)
    assert text.strip() in answer.text


async def test_text_comes_back_when_it_is_to_be_written_anew(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO)
    page = await looked_at(editor, session, text='"<b>&')
    answer = await editor.post(f"/messages/{session.id}/look", hidden(page), back="1")
    assert "&#34;&lt;b&gt;&amp;</textarea>" in answer.text


async def test_message_is_recorded_with_who_when_and_to_how_many(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO, TARO)
    await send(editor, session, await looked_at(editor, session))
    async with desk.store.read() as uow:
        (change,) = await uow.changes.of_row(Table.MESSAGE, session.id)
        henshu = await uow.counselors.by_login("henshu")
    assert henshu is not None
    assert (change.counselor_id, change.at) == (henshu[0].id, desk.clock.now())
    assert change.after is not None
    assert (change.after["text"], change.after["told"], change.after["left_out"]) == (TEXT, 2, 0)
    assert "U1" not in repr(change)
    page = words(await editor.page(f"/messages/{session.id}"))
    assert f"編集 ・ 2人 {TEXT}" in page
    history = await editor.page("/history")
    assert TEXT in history
    assert str(change.after["once"]) not in history
    assert 'action="/console/editor/history/undo' not in history


async def test_counselors_who_may_not_edit_see_no_list_and_send_nothing(desk: TestDesk, app: FastAPI) -> None:
    session = await session_with(desk, HANAKO)
    async with browser(app) as client:
        await enter(desk, client)
        sato = Editor(client)
        for path in (f"/attendance/{session.id}", f"/attendance/{session.id}/list.csv"):
            await sato.page(path, 403)
        answer = await sato.post(f"/messages/{session.id}/send", audience="booked", text=TEXT, once="x" * 20)
        assert answer.status_code == 403
    await desk.work()
    assert desk.channel.texts == []


async def test_form_without_its_token_sends_nothing(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO)
    page = await looked_at(editor, session)
    answer = await editor.post(f"/messages/{session.id}/send", {**hidden(page), "csrf": "wrong"})
    assert answer.status_code == 403
    assert (await editor.post(f"/messages/{session.id}/send", text=TEXT)).status_code == 400
    await desk.work()
    assert desk.channel.texts == []


async def test_sessions_lead_to_their_lists(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO)
    link = f'href="/console/editor/attendance/{session.id}"'
    assert link in await editor.page("/sessions/list")
    assert link in await editor.page(f"/sessions/edit?pk={session.id}")


async def test_unknown_session_is_not_found(desk: TestDesk, editor: Editor) -> None:
    for path in ("/attendance/4711", "/attendance/4711/print", "/messages/4711", "/messages/4711/sent/1"):
        await editor.page(path, 404)
    answer = await editor.post("/messages/4711/look", audience="booked", text=TEXT)
    assert answer.status_code == 404


async def test_erased_bookings_are_without_a_name_and_cannot_be_told(desk: TestDesk, editor: Editor) -> None:
    session = await session_with(desk, HANAKO)
    async with desk.store.write() as uow:
        await uow.bookings.erase_past(session.ends_at + timedelta(days=1))
    page = words(await editor.page(f"/attendance/{session.id}"))
    assert "（消去済み） 1人" in page
    answer = await editor.post(f"/messages/{session.id}/look", audience="booked", text=TEXT)
    assert "届けられる方がいません" in answer.text
