"""The staff edit sessions: forms, faults at the field, people told, previews."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape

import pytest

from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.book import Book
from bot.guide.calendar_days import TOKYO
from bot.guide.sessions.facts import ClassSession
from tests.bookings import facts as session_facts
from tests.desks import TestDesk
from tests.editors import SESSION, Editor, editor_parts, sessions, without


async def added(desk: TestDesk, editor: Editor, **changes: str) -> ClassSession:
    answer = await editor.post("/sessions/create", SESSION, **changes)
    assert answer.status_code == 303, answer.text
    return (await sessions(desk))[-1]


async def seen(editor: Editor, session: ClassSession) -> str:
    page = await editor.page(f"/sessions/edit?pk={session.id}")
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


async def booked(desk: TestDesk, session: ClassSession, person: str = "U1") -> int:
    async with desk.store.write() as uow:
        contact = (await uow.conversations.current("line", person, desk.clock.now())).contact
    book = Book(desk.store, editor_parts(desk).teller)
    return (await book.book(session.id, contact.id, BookingAnswers("はなこ", 2), desk.clock.now())).id


def fault_at(page: str, field: str) -> str:
    found = re.search(rf'id="{field}-error">([^<]+)<', page)
    return unescape(found[1]) if found else ""


async def test_session_is_kept_on_tokyos_clock_when_it_is_added(desk: TestDesk, editor: Editor) -> None:
    session = await added(desk, editor, asks="wishes")

    assert session.starts_at == datetime(2026, 12, 5, 14, tzinfo=TOKYO)
    assert (session.title, session.capacity, session.asks) == ("家族教室 第5回", 10, ("wishes",))
    assert session.waiting_list
    assert not session.sample
    page = await editor.page("/sessions/list")
    assert "2026年12月5日(土) 14:00" in page
    assert "0/10人" in page
    assert "家族教室 第5回」を加えました" in unescape(page)
    form = await editor.page(f"/sessions/edit?pk={session.id}")
    assert 'value="2026-12-05T14:00"' in form


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("title", "", "書いてください"),
        ("title", "あ" * 101, "100文字までにしてください"),
        ("service", "", "書いてください"),
        ("starts_at", "", "書いてください"),
        ("starts_at", "あした", "「2026-12-05 14:00」のように書いてください"),
        ("starts_at", "2026-02-30T10:00", "カレンダーにない日時です"),
        ("ends_at", "2026-12-05T13:00", "終わりは始まりより後にしてください"),
        ("closes_at", "2026-12-06T13:00", "しめ切りは始まりより前にしてください"),
        ("place", "", "会場かオンラインの参加方法を書いてください"),
        ("capacity", "0", "1以上にしてください"),
        ("capacity", "十人", "数で書いてください"),
    ],
)
async def test_form_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(
    desk: TestDesk, editor: Editor, field: str, value: str, fault: str
) -> None:
    answer = await editor.post("/sessions/create", {**SESSION, field: value})

    assert answer.status_code == 422
    assert fault_at(answer.text, field) == fault
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', answer.text)
    assert "市民会館 会議室A" in answer.text or field == "place"
    assert await sessions(desk) == []


async def test_form_names_all_faults_at_once(editor: Editor) -> None:
    answer = await editor.post("/sessions/create", {**SESSION, "title": "", "capacity": "x", "ends_at": "?"})

    assert {name for name in SESSION if fault_at(answer.text, name)} == {"title", "capacity", "ends_at"}
    assert 'href="#capacity"' in answer.text


async def test_typed_text_is_shown_as_text_when_it_looks_like_code(desk: TestDesk, editor: Editor) -> None:
    await added(desk, editor, title="<script>alert(1)</script>{{ 7*7 }}")

    page = await editor.page("/sessions/list")
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in unescape(page)


async def test_booked_people_are_told_when_the_session_moves(desk: TestDesk, editor: Editor) -> None:
    session = await added(desk, editor)
    await booked(desk, session)
    page = await editor.page(f"/sessions/edit?pk={session.id}")
    assert "予約 2人" in page

    answer = await editor.post(
        f"/sessions/edit?pk={session.id}",
        {**SESSION, "starts_at": "2026-12-05T15:00", "ends_at": "2026-12-05T17:00"},
        seen=await seen(editor, session),
    )
    await desk.work()

    assert answer.status_code == 303
    assert "予定が変わりました" in desk.channel.texts[-1]


async def test_second_editor_is_warned_when_somebody_saved_meanwhile(desk: TestDesk, editor: Editor) -> None:
    session = await added(desk, editor)
    address, opened = f"/sessions/edit?pk={session.id}", await seen(editor, session)
    await editor.post(address, SESSION, title="ほかの人の名前", seen=opened)

    answer = await editor.post(address, SESSION, title="わたしの名前", seen=opened)

    assert answer.status_code == 422
    assert "ほかの人が変更しました" in answer.text
    assert "わたしの名前" in answer.text
    assert (await sessions(desk))[0].title == "ほかの人の名前"
    again = re.search(r'name="seen" value="(\w+)"', answer.text)
    assert again
    await editor.post(address, SESSION, title="わたしの名前", seen=again[1])
    assert (await sessions(desk))[0].title == "わたしの名前"


async def test_edit_keeps_cancelled_and_sample_when_the_form_does_not_show_them(
    desk: TestDesk, editor: Editor
) -> None:
    await editor.post("/samples/restore")
    sample = (await sessions(desk))[0]
    address = f"/sessions/edit?pk={sample.id}"
    assert "見本の回です" in await editor.page(address)

    await editor.post(address, SESSION, title="見本の教室", seen=await seen(editor, sample))

    changed = next(one for one in await sessions(desk) if one.id == sample.id)
    assert (changed.title, changed.sample) == ("見本の教室", True)


async def test_new_session_can_begin_with_the_facts_of_another(desk: TestDesk, editor: Editor) -> None:
    session = await added(desk, editor, what="話し合います", asks="wishes")
    await editor.post(f"/sessions/{session.id}/cancel")

    form = await editor.page(f"/sessions/create?from={session.id}")

    assert 'value="2026-12-05T14:00"' in form
    assert "話し合います" in form
    assert re.search(r'name="asks" value="wishes" checked', form)
    assert 'name="seen"' not in form
    await added(desk, editor, title="写した回")
    assert [one.cancelled for one in await sessions(desk)] == [True, False]
    assert 'value=""' in await editor.page("/sessions/create?from=99")


async def test_cancel_asks_first_and_tells_those_who_booked_once(desk: TestDesk, editor: Editor) -> None:
    session = await added(desk, editor)
    await booked(desk, session)
    address = f"/sessions/{session.id}/cancel"
    assert "予約した方（2人分）" in await editor.page(address)
    assert not (await sessions(desk))[0].cancelled

    for _ in range(2):
        assert (await editor.post(address)).status_code == 303
    await desk.work()

    assert (await sessions(desk))[0].cancelled
    assert sum("中止になりました" in text for text in desk.channel.texts) == 1
    await editor.post(f"/sessions/{session.id}/restore")
    assert not (await sessions(desk))[0].cancelled


async def test_delete_is_refused_when_somebody_booked(desk: TestDesk, editor: Editor) -> None:
    session = await added(desk, editor)
    await booked(desk, session)

    await editor.post(f"/sessions/{session.id}/delete")

    assert len(await sessions(desk)) == 1
    assert "予約のあった回は削除できません" in await editor.page(f"/sessions/edit?pk={session.id}")


async def test_deleted_session_comes_back_when_the_deletion_is_undone(desk: TestDesk, editor: Editor) -> None:
    session = await added(desk, editor)
    await editor.post(f"/sessions/{session.id}/delete")
    assert await sessions(desk) == []
    history = await editor.page("/history")
    assert "削除しました" in history
    change = re.search(r'name="change" value="(\d+)"', history)
    assert change

    await editor.post("/history/undo", change=change[1])

    assert await sessions(desk) == [session]


async def test_preview_shows_the_card_of_line_and_web_and_keeps_nothing(
    desk: TestDesk, editor: Editor
) -> None:
    answer = await editor.post("/preview/sessions", SESSION, what="親どうしで話します")

    page = unescape(answer.text)
    assert answer.status_code == 200
    assert page.count("12月5日（土）14時から16時まで") >= 2
    assert "あと10席" in page
    assert "ご案内のカードをお送りしました。" in page
    assert "予約する" in page
    assert await sessions(desk) == []


async def test_preview_counts_the_seats_that_are_taken(desk: TestDesk, editor: Editor) -> None:
    session = await added(desk, editor)
    await booked(desk, session)

    answer = await editor.post(f"/preview/sessions?pk={session.id}", SESSION)

    assert "あと8席" in answer.text


async def test_preview_names_what_is_missing_when_the_draft_is_not_whole(editor: Editor) -> None:
    answer = await editor.post(
        "/preview/sessions", without(SESSION, ["title", "capacity"]), title="", capacity=""
    )

    assert "名前、定員" in answer.text


async def test_list_shows_what_is_coming_and_finds_by_words(desk: TestDesk, editor: Editor) -> None:
    await added(desk, editor)
    await added(desk, editor, title="冬の親の会", service="family_association")
    past = {"starts_at": "2026-11-01T14:00", "ends_at": "2026-11-01T16:00", "title": "終わった教室"}
    await added(desk, editor, **past)

    coming = await editor.page("/sessions/list")
    assert "終わった教室</a>" not in coming
    assert "終わった教室" in await editor.page("/sessions/list?when=past")
    found = await editor.page("/sessions/list?q=家族会")
    assert "冬の親の会" in found
    assert "家族教室 第5回</a>" not in found
    assert "当てはまるものはありません" in await editor.page("/sessions/list?q=ない")


async def test_list_turns_pages_when_there_are_many(desk: TestDesk, editor: Editor) -> None:
    for number in range(30):
        start = datetime(2026, 12, 5, 14, tzinfo=TOKYO) + timedelta(days=number)
        facts = session_facts(starts_at=start, ends_at=start + timedelta(hours=2))
        await editor_parts(desk).sessions.add(facts, None, desk.clock.now())

    first = await editor.page("/sessions/list?q=教室")
    assert "30件のうち 1〜25件目" in first
    following = re.search(r'href="(\?[^"]*page=2[^"]*)">次へ', first)
    assert following
    assert "26〜30件目" in await editor.page(f"/sessions/list{unescape(following[1])}")
