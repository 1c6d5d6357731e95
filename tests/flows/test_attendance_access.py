"""Whoever opens the list of those who come is recorded, and hostile words in it stay words."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import openpyxl
import pytest

from bot.console.sign_ins import LIFETIME
from bot.desk.tell import DeskTeller
from bot.editor.attendance import STILL_OPEN, AttendancePages
from bot.editor.messages import MessagePages
from bot.guide.bookings.answers import BookingAnswers
from tests.bookings import facts
from tests.consoles import browser, enter
from tests.counters import CounterDesk
from tests.desks import TestDesk
from tests.editors import Editor, editor_app

HOSTILE = "=cmd|'/c calc'!A1"
MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture
async def editor(desk: TestDesk) -> AsyncIterator[Editor]:
    teller = DeskTeller(desk.channels)
    pages = (AttendancePages, lambda parts: MessagePages(parts, teller, desk.channels))
    async with browser(editor_app(desk, pages=pages)) as client:
        await enter(desk, client, "henshu", "編集", ("editor", "admin"))
        yield Editor(client)


async def _booked(desk: TestDesk, nickname: str = "みかん", wishes: str = "") -> int:
    session = await CounterDesk(desk).session(**facts(title=MARKUP, place=MARKUP).model_dump())
    await desk.talk("こんにちは")
    contact = (await desk.conversation()).contact.id
    await desk.book.book(session.id, contact, BookingAnswers(nickname, wishes=wishes), desk.clock.now())
    return session.id


async def _log(desk: TestDesk) -> list[tuple[str, int | None]]:
    async with desk.store.read() as uow:
        return [(one.login, one.session_id) for one in await uow.access_log.recent(20)]


@pytest.mark.parametrize("page", ["", "/print", "/list.csv", "/list.xlsx"])
async def test_opening_is_recorded_and_shown_to_the_administrator(
    desk: TestDesk, editor: Editor, page: str
) -> None:
    session = await _booked(desk)

    assert (await editor.client.get(f"/console/editor/attendance/{session}{page}")).status_code == 200

    assert await _log(desk) == [("henshu", session)]
    assert f"参加者の一覧(回 {session})" in (await editor.client.get("/console/access")).text


async def test_opening_is_recorded_once_an_hour(desk: TestDesk, editor: Editor) -> None:
    session = await _booked(desk)
    assert STILL_OPEN < LIFETIME
    for passed in (timedelta(0), STILL_OPEN, timedelta(seconds=1)):
        desk.clock.pass_time(seconds=passed.total_seconds())
        await editor.page(f"/attendance/{session}")

    assert await _log(desk) == [("henshu", session)] * 2


async def test_nothing_is_recorded_when_there_is_no_such_session(desk: TestDesk, editor: Editor) -> None:
    await editor.page("/attendance/99", 404)

    assert await _log(desk) == []


@pytest.mark.parametrize(
    "path",
    [
        "/attendance/{id}", "/messages/{id}", "/messages/{id}/sent/{id}", "/messages/1/sent/{id}",
        "/sessions/{id}/cancel", "/places/{id}/delete",
    ],
)  # fmt: skip
async def test_page_is_missing_when_no_row_can_have_the_number(editor: Editor, path: str) -> None:
    assert "見つかりません" in await editor.page(path.format(id=10**30), 404)


async def test_words_of_people_and_staff_stay_words_on_every_page(desk: TestDesk, editor: Editor) -> None:
    session = await _booked(desk, MARKUP, f"{MARKUP}\n{MARKUP}")
    pages = [
        f"/attendance/{session}", f"/attendance/{session}/print", f"/messages/{session}", "/sessions/list",
        f"/sessions/edit?pk={session}", "/history", f"/sessions/{session}/cancel", "/sessions/list?q=%3Cimg",
    ]  # fmt: skip
    for page in pages:
        shown = await editor.page(page)
        assert "<img src=x" not in shown, page
        assert "&lt;img src=x" in shown or page.startswith("/messages"), page


async def test_nothing_is_run_when_a_spreadsheet_opens_the_list(desk: TestDesk, editor: Editor) -> None:
    session = await _booked(desk, HOSTILE, HOSTILE)

    table = (await editor.client.get(f"/console/editor/attendance/{session}/list.csv")).text
    sheet = (await editor.client.get(f"/console/editor/attendance/{session}/list.xlsx")).content

    assert f",{HOSTILE}" not in table
    assert table.count(f"'{HOSTILE}") == 2
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(sheet)).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == HOSTILE] == ["s", "s"]
    assert not any(cell.data_type == "f" for cell in cells)
