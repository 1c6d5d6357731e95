"""Files out and in, last year's sessions, samples, the history: over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from bot.guide.places.facts import Place
from tests.bookings import SATURDAY, facts, place_facts
from tests.desks import TestDesk
from tests.editors import PLACE, SESSION, Editor, editor_parts, sessions

TRICKY = '=SUM(A1)、「引用"」,カンマ\n2行目 🍵'


async def places(desk: TestDesk) -> list[Place]:
    async with desk.store.read() as uow:
        return await uow.places.everyone()


async def three_sessions(desk: TestDesk) -> None:
    edit = editor_parts(desk).sessions
    for number in range(3):
        start = SATURDAY + timedelta(days=number)
        one = facts(
            title=f"教室 {number}",
            what=TRICKY,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            closes_at=start - timedelta(days=1),
            asks=("wishes", "agency"),
            online="'=1+1",
        )
        await edit.add(one, None, desk.clock.now())


async def out(editor: Editor, name: str) -> bytes:
    answer = await editor.client.get(f"/console/editor/files/out/{name}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    return bytes(answer.content)


async def check(editor: Editor, kind: str, name: str, content: bytes) -> Any:
    return await editor.post("/files/check", kind=kind, files={"file": (name, content)})


def hidden(page: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="(kind|form|plan|content)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in fields}


@pytest.mark.parametrize("form", ["csv", "yml"])
async def test_file_comes_back_as_it_went_out(desk: TestDesk, editor: Editor, form: str) -> None:
    await three_sessions(desk)
    before = await sessions(desk)
    content = await out(editor, f"sessions.{form}")

    answer = await check(editor, "sessions", f"x.{form}", content)
    assert "同じです" in answer.text
    for session in before:
        await editor.post(f"/sessions/{session.id}/delete")
    anew = (
        re.sub(rb"(?m)^\d+,", b",", content)
        if form == "csv"
        else re.sub(rb"(?m)^- id: \d+\n  ", b"- ", content)
    )
    looked = await check(editor, "sessions", f"x.{form}", anew)
    assert "新しく加える 3件" in looked.text
    assert await sessions(desk) == []
    taken = await editor.post("/files/take", hidden(looked.text))

    assert taken.status_code == 303
    assert [one.facts for one in await sessions(desk)] == [one.facts for one in before]


async def test_file_shows_what_will_change_before_it_is_taken_in(desk: TestDesk, editor: Editor) -> None:
    await three_sessions(desk)
    content = (await out(editor, "sessions.csv")).replace("教室 1".encode(), "新しい名前".encode())

    looked = await check(editor, "sessions", "x.csv", content)

    page = unescape(looked.text)
    assert "変える 1件、変わらない 2件" in page
    assert "<del>教室 1</del>" in page
    assert "<ins>新しい名前</ins>" in page
    assert "教室 2" not in page
    assert "新しい名前" not in {one.title for one in await sessions(desk)}


async def test_file_names_every_fault_by_line_and_takes_nothing_in(desk: TestDesk, editor: Editor) -> None:
    lines = ["番号,名前,年代,緯度", ",よい場所,,", ",,20s,", "99,x,,", ",悪い場所,90s,abc"]

    answer = await check(editor, "places", "places.csv", "\n".join(lines).encode())

    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "3行目「名前」：書いてください" in page
    assert "5行目「年代」" in page
    assert "5行目「緯度」：数で書いてください" in page
    assert await places(desk) == []


@pytest.mark.parametrize(
    ("kind", "name", "content", "fault"),
    [
        ("sessions", "x.csv", b"", "中身がありません"),
        ("sessions", "x.yml", b"a: [", "YAMLとして読めません"),
        ("sessions", "x.csv", "知らない\n1".encode(), "知らない項目です"),
        ("places", "x.csv", "番号,名前\n99,x".encode(), "この番号のものはありません"),
        ("nothing", "x.csv", b"a", "何のファイルか"),
        ("places", "x.csv", b"a" * 600_001, "大きすぎます"),
        ("places", "", b"", "ファイルを選んでください"),
    ],
)
async def test_file_is_refused_with_a_reason(
    desk: TestDesk, editor: Editor, kind: str, name: str, content: bytes, fault: str
) -> None:
    answer = await check(editor, kind, name, content)

    assert answer.status_code == 422
    assert fault in answer.text


async def test_file_is_shown_again_when_something_changed_since_it_was_looked_at(
    desk: TestDesk, editor: Editor
) -> None:
    await three_sessions(desk)
    content = (await out(editor, "sessions.csv")).replace("教室 1".encode(), "新しい名前".encode())
    looked = hidden((await check(editor, "sessions", "x.csv", content)).text)
    other = (await sessions(desk))[1]
    renamed = other.facts.model_copy(update={"title": "ほかの人の名前"})
    await editor_parts(desk).sessions.change(other.id, renamed, None, desk.clock.now())

    again = await editor.post("/files/take", looked)

    assert again.status_code == 200
    assert "登録が変わりました" in again.text
    assert (await sessions(desk))[1].title == "ほかの人の名前"
    await editor.post("/files/take", hidden(again.text))
    assert (await sessions(desk))[1].title == "新しい名前"


@pytest.mark.parametrize("content", ["", "%%%", "QUJD"])
async def test_carried_file_is_refused_when_it_was_tampered_with(editor: Editor, content: str) -> None:
    answer = await editor.post("/files/take", kind="places", form="csv", plan="x", content=content)

    assert answer.status_code == 422


async def test_samples_are_left_out_of_files_unless_asked_for(desk: TestDesk, editor: Editor) -> None:
    await editor.post("/samples/restore")

    assert "見本の" not in (await out(editor, "places.csv")).decode()
    assert "見本の" in (await out(editor, "places.csv?samples=1")).decode()


@pytest.mark.parametrize("name", ["nothing.csv", "sessions.exe"])
async def test_unknown_files_do_not_exist(editor: Editor, name: str) -> None:
    assert (await editor.client.get(f"/console/editor/files/out/{name}")).status_code == 404


async def test_samples_go_and_come_back_with_one_click(desk: TestDesk, editor: Editor) -> None:
    await editor.post("/samples/restore")
    there = len(await sessions(desk)) + len(await places(desk))
    assert there > 5
    assert "【見本】" in await editor.page("/samples")

    await editor.post("/samples/remove")
    assert (await sessions(desk), await places(desk)) == ([], [])
    await editor.post("/samples/restore")

    assert len(await sessions(desk)) + len(await places(desk)) == there
    history = await editor.page("/history?table=samples")
    assert "見本をすべて消しました" in history
    assert "元に戻す" not in history


async def test_samples_do_not_come_back_when_the_city_has_its_own(desk: TestDesk, editor: Editor) -> None:
    await editor.post("/places/create", PLACE)
    await editor.post("/samples/restore")

    assert [place.name for place in await places(desk)] == ["みんなの居場所"]


async def test_last_years_sessions_are_seen_before_they_are_copied(desk: TestDesk, editor: Editor) -> None:
    last = SATURDAY - timedelta(weeks=52)
    edit = editor_parts(desk).sessions
    await edit.add(facts(starts_at=last, ends_at=last + timedelta(hours=2)), None, desk.clock.now())

    page = await editor.page("/year?service=family_class")
    assert "2026年12月5日(土) 14:00" in page
    assert len(await sessions(desk)) == 1
    for _ in range(2):
        await editor.post("/year/copy", service="family_class")

    assert [one.starts_at for one in await sessions(desk)] == [last, SATURDAY]
    assert "写せる回がありません" in await editor.page("/year?service=family_class")
    assert (await editor.post("/year/copy", service="nothing")).status_code == 404


async def test_history_tells_who_changed_what_from_what_to_what(desk: TestDesk, editor: Editor) -> None:
    await editor.post("/places/create", PLACE)
    page = await editor.page("/places/edit?pk=1")
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    await editor.post(
        "/places/edit?pk=1",
        PLACE,
        area="北区",
        weekdays=["mon", "sat"],
        interests="ゲーム、散歩",
        seen=seen[1],
    )

    history = unescape(await editor.page("/history?table=place&row=1"))

    assert "2026年11月24日(火) 12:00" in history
    assert "<span>編集</span>" in history
    assert re.search(r"<del>中央区</del>.*<ins>北区</ins>", history)
    assert "<ins>月曜、土曜</ins>" in history
    assert history.count("元に戻す<") == 1


async def test_undo_is_refused_when_something_was_changed_after_it(desk: TestDesk, editor: Editor) -> None:
    session = await editor_parts(desk).sessions.add(facts(), None, desk.clock.now())
    async with desk.store.read() as uow:
        first = (await uow.changes.of_row("class_session", session.id))[0]  # type: ignore[arg-type]
    renamed = session.facts.model_copy(update={"title": "別の名前"})
    await editor_parts(desk).sessions.change(session.id, renamed, None, desk.clock.now())

    answer = await editor.post("/history/undo?table=class_session", change=str(first.id))

    assert answer.headers["location"] == "/console/editor/history?table=class_session"
    assert "そのあとに別の変更がある" in await editor.page("/history")
    assert (await sessions(desk))[0].title == "別の名前"


@pytest.mark.parametrize("change", ["", "999", "x", "9" * 30])
async def test_undo_of_nothing_is_told(editor: Editor, change: str) -> None:
    await editor.post("/history/undo", change=change)

    assert "見つかりませんでした" in await editor.page("/history")


@pytest.mark.parametrize("query", ["?limit=x", "?limit=99999999", "?table=nothing", "?table=place&row=zz"])
async def test_history_opens_when_the_address_makes_no_sense(editor: Editor, query: str) -> None:
    assert "変更の記録" in await editor.page(f"/history{query}")


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("name", "", "書いてください"),
        ("closes", "12:00", "終わりは始まりより後にしてください"),
        ("opens", "1時", "「13:00」のように書いてください"),
        ("latitude", "35.6", "緯度と経度は両方書いてください"),
        ("latitude", "北", "数で書いてください"),
        ("age_groups", "90s", "次のどれかにしてください"),
    ],
)
async def test_place_form_says_at_the_field_what_is_wrong(
    desk: TestDesk, editor: Editor, field: str, value: str, fault: str
) -> None:
    answer = await editor.post("/places/create", {**PLACE, "opens": "13:00", "closes": "16:00", field: value})

    assert answer.status_code == 422
    found = re.search(rf'id="{field}-error">([^<]+)<', answer.text)
    assert found
    assert fault in unescape(found[1])
    assert await places(desk) == []


async def test_place_is_previewed_for_persons_and_for_families(editor: Editor) -> None:
    persons = (await editor.post("/preview/places", PLACE, persons_only="on")).text
    everybody = (await editor.post("/preview/places", PLACE)).text

    assert "みんなの居場所\n　中央区\n　ご本人のための場所です" in persons
    assert "ご家族へ" in persons
    assert "ご本人のための場所です" in persons
    assert "どなたにも" in everybody
    assert "ご本人のための場所です" not in everybody


async def test_place_is_deleted_after_a_question_and_found_in_the_history(
    desk: TestDesk, editor: Editor
) -> None:
    place = await editor_parts(desk).places.add(place_facts(), None, desk.clock.now())
    assert "削除しますか" in await editor.page(f"/places/{place.id}/delete")
    assert len(await places(desk)) == 1

    await editor.post(f"/places/{place.id}/delete")

    assert await places(desk) == []
    assert (await editor.post(f"/places/{place.id}/delete")).status_code == 404
    assert "削除しました" in await editor.page("/history?table=place")


async def test_first_page_counts_what_is_on_show(desk: TestDesk, editor: Editor) -> None:
    await editor.post("/sessions/create", SESSION)
    await editor.post("/places/create", PLACE)

    page = await editor.page("/")

    assert "これからの回：1件" in page
    assert "登録：1件" in page
