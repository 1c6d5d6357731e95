"""The catalogue's pages over HTTP: what an editor saves is what the assistant says."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.editor.catalogue.pages import catalogue_pages
from bot.editor.catalogue.told import differences
from bot.guide.help_line_file import load_help_lines
from bot.guide.keeping.catalogue_entries import AGENCY, CITY, HELP_LINE, KINDS
from tests.catalogues import MONDAY, City
from tests.consoles import browser, enter
from tests.desks import TestDesk
from tests.editors import Editor, editor_app

LINES = "/catalogue/help_line"
LINE = f"{LINES}/yorisoi"
HELD = re.compile(r'<(input|textarea|select)\b[^>]*?name="([^"]+)"[^>]*>(?:(.*?)</\1>)?', re.DOTALL)


@pytest.fixture
async def city(desk: TestDesk, tmp_path: Path) -> City:
    city = City(desk.store, tmp_path / "city")
    await city.seed()
    return city


@pytest.fixture
async def editor(desk: TestDesk, city: City) -> AsyncIterator[Editor]:
    app = editor_app(desk, pages=catalogue_pages(city.catalogue), undo_catalogue=city.undo)
    async with browser(app) as client:
        await enter(desk, client, "hensyu", "編集", ("editor",))
        yield Editor(client)


def held(page: str) -> dict[str, Any]:
    """What the form of a page holds, as a browser would send it."""
    found: dict[str, Any] = {}
    body = page[page.index('id="form"') : page.index("</form>", page.index('id="form"'))]
    for whole in HELD.finditer(body):
        tag, name, inner = whole[0], whole[2], whole[3] or ""
        if 'type="checkbox"' in tag:
            if " checked" in tag:
                found.setdefault(name, []).append(_attribute(tag, "value"))
        elif whole[1] == "textarea":
            found[name] = html.unescape(inner)
        elif whole[1] == "select":
            picked = re.search(r'value="([^"]*)" selected', inner)
            found[name] = picked[1] if picked else ""
        else:
            found[name] = _attribute(tag, "value")
    return found


def _attribute(tag: str, name: str) -> str:
    return html.unescape(re.search(rf'{name}="([^"]*)"', tag)[1])  # type: ignore[index]


async def form_of(editor: Editor, path: str) -> dict[str, Any]:
    return held(await editor.page(path))


async def test_new_number_is_told_at_once_when_a_help_line_is_saved(editor: Editor, city: City) -> None:
    answer = await editor.post(LINE, await form_of(editor, LINE), number="0120-000-111")
    assert answer.status_code == 303
    assert "もう使われています" in await editor.page("/catalogue/help_line")
    assert {line.id: line.number for line in load_help_lines(city.published / "help_lines.yml")}[
        "yorisoi"
    ] == "0120-000-111"


@pytest.mark.parametrize("table", list(KINDS))
async def test_every_form_saves_what_it_shows(editor: Editor, city: City, table: str) -> None:
    kind = KINDS[table]  # type: ignore[index]
    for entry in (await city.catalogue.entries(kind))[:6]:
        path = f"/catalogue/{table}/{entry.name or 'city'}"
        answer = await editor.post(path, await form_of(editor, path))
        assert answer.status_code == 303, answer.text
    async with city.store.read() as uow:
        assert await uow.changes.latest(kind.table, 5) == []


@pytest.mark.parametrize(
    ("path", "typed", "words"),
    [
        (LINE, {"number": "でんわ"}, "電話番号：「0120-000-000」のように"),
        (LINE, {"short_name": "長" * 21}, "ボタンに出す短い名前：20文字まで"),
        (LINE, {"hours": "9時から"}, "受付時間：「9時"),
        (LINE, {"rank": "上"}, "並び順：数で書いて"),
        (LINE, {"review_by": ""}, "見直しの期限：書いてください"),
        (LINE, {"categories": []}, "どんなときの窓口か：書いてください"),
        ("/catalogue/service/place", {"what": ""}, "どんなものか：書いてください"),
        ("/catalogue/service/place", {"what": "{fax}へ"}, "どんなものか：{fax} は使えません"),
        ("/catalogue/service/place", {"asked.20.keywords": "x"}, None),
        ("/catalogue/topic/greet", {"bubbles.0": ""}, "答え 1：書いてください"),
        ("/catalogue/topic/greet", {"asked.1.bubbles.2": "答えだけ"}, "よくある問い 2：問いの中のことば：書いて"),
        ("/catalogue/profile/city", {"website_url": "市のページ"}, "市のホームページの場所：「https://」"),
        ("/catalogue/profile/city", {"staffed": "金魚 9:00-10:00"}, "相談員がいる曜日と時間：「金魚"),
        ("/catalogue/profile/city", {"cutoff": "4時半"}, "しめ切り時刻：「16:30」のように"),
    ],
)  # fmt: skip
async def test_fault_is_shown_at_its_field_and_typing_stays_when_something_is_wrong(
    editor: Editor, city: City, path: str, typed: dict[str, Any], words: str | None
) -> None:
    before = await city.catalogue.files()
    answer = await editor.post(path, {**await form_of(editor, path), **typed})
    if words is None:
        assert answer.status_code == 303
    else:
        assert answer.status_code == 422
        assert words in html.unescape(answer.text)
        assert held(answer.text)[next(iter(typed))] if any(typed.values()) else True
        assert 'aria-invalid="true"' in answer.text or "picks wrong" in answer.text
    assert await city.catalogue.files() == before


async def test_typing_is_shown_again_beside_the_other_version_when_somebody_was_faster(
    editor: Editor, city: City
) -> None:
    opened = await form_of(editor, LINE)
    await city.change(HELP_LINE, "yorisoi", for_whom="甲さんの文")
    answer = await editor.post(LINE, opened, for_whom="乙さんの文")
    assert answer.status_code == 409
    assert "いま：甲さんの文" in answer.text
    assert "下に書いたもの：乙さんの文" in answer.text
    assert (await city.catalogue.entry(HELP_LINE, "yorisoi")).fields["for_whom"] == "甲さんの文"
    again = await editor.post(LINE, held(answer.text))
    assert again.status_code == 303
    assert (await city.catalogue.entry(HELP_LINE, "yorisoi")).fields["for_whom"] == "乙さんの文"


async def test_question_is_added_and_taken_away_in_a_topic(editor: Editor, city: City) -> None:
    path = "/catalogue/topic/chitchat"
    new = {"asked.6.keywords": "星、月", "asked.6.bubbles.1": "きれいですね。"}
    await editor.post(path, {**await form_of(editor, path), **new})
    assert city.guide().answer("chitchat", now=MONDAY, text="星が見える")[0]["text"] == "きれいですね。"
    gone = {**await form_of(editor, path), "asked.5.keywords": "", "asked.5.bubbles.0": ""}
    await editor.post(path, gone)
    assert "きれいですね。" not in str(city.guide().answer("chitchat", now=MONDAY, text="星が見える"))


async def test_agency_is_added_deleted_and_brought_back_from_the_history(editor: Editor, city: City) -> None:
    typed = {
        "name": "市の図書館", "topics": ["referral_school"], "what": "静かに過ごせる所です。", "easy": "本を 読む ところ",
        "en": "The city library.", "source": "市", "review_by": "2027-03-31",
    }  # fmt: skip
    assert (await editor.post("/catalogue/agency/new", typed)).status_code == 303
    assert "市の図書館" in str(city.guide().answer("referral_school", now=MONDAY))
    name = next(e.name for e in await city.catalogue.entries(AGENCY) if e.title == "市の図書館")
    opened = await form_of(editor, f"/catalogue/agency/{name}")
    await editor.post(f"/catalogue/agency/{name}/delete", {"version": opened["version"]})
    assert "市の図書館" not in str(city.guide().answer("referral_school", now=MONDAY))
    record = await editor.page("/history?table=agency")
    latest = re.findall(r'name="change" value="(\d+)"', record)[0]
    await editor.post("/history/undo", {"change": latest})
    assert "市の図書館" in str(city.guide().answer("referral_school", now=MONDAY))


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("/catalogue/topic/thanks", {"bubbles.0": "下書きです。"}, "下書きです。"),
        ("/catalogue/service/place", {"easy": "やさしい 下書き。", "heard_in": "easy"}, "やさしい 下書き。"),
        ("/catalogue/service/place", {"by_speaker.self": "ご本人へ。", "heard_by": "self"}, "ご本人へ。"),
        ("/catalogue/agency/hello_work", {"what": "新しい文。"}, "ハローワーク明石：新しい文。"),
        ("/catalogue/agency/new", {}, "次のところを直すと"),
        (LINE, {"number": "0120-000-222"}, "よりそいホットライン 0120-000-222"),
        (LINE, {"verified_on": ""}, "ご案内しません"),
        (LINE, {"hours": "いつか"}, "受付時間"),
        ("/catalogue/profile/city", {"fees": "無料です。"}, "無料です。"),
    ],
)
async def test_preview_says_what_is_typed_and_keeps_nothing(
    editor: Editor, city: City, path: str, typed: dict[str, str], said: str
) -> None:
    before = await city.catalogue.files()
    answer = await editor.post(f"{path}/look", {**await form_of(editor, path), **typed})
    assert answer.status_code == 200
    assert said in html.unescape(answer.text)
    assert await city.catalogue.files() == before


async def test_what_nobody_registered_is_listed_until_it_is(editor: Editor) -> None:
    assert "<li>専門相談ダイヤルの電話番号</li>" in await editor.page("/catalogue")
    path = "/catalogue/profile/city"
    await editor.post(path, await form_of(editor, path), dial_number="000-000-0000")
    assert "<li>専門相談ダイヤルの電話番号</li>" not in await editor.page("/catalogue")


async def test_entry_past_its_review_is_marked(editor: Editor, city: City) -> None:
    await city.change(AGENCY, "hello_work", review_by="2020-01-01")
    assert "見直しの期限切れ 1件" in await editor.page("/catalogue")
    assert (await editor.page("/catalogue/agency")).count("期限切れ</span>") == 1
    assert "見直しの期限を過ぎています（2020-01-01）" in await editor.page("/catalogue/agency/hello_work")


async def test_list_shows_what_is_searched_for(editor: Editor) -> None:
    page = await editor.page("/catalogue/help_line?q=よりそい")
    assert "よりそいホットライン" in page
    assert "DV相談" not in page


@pytest.mark.parametrize("name", ["akari.zip", "help_lines.csv", "help_lines.yml"])
async def test_file_changes_nothing_when_it_is_taken_in_as_it_was_given_out(
    editor: Editor, name: str
) -> None:
    given = (await editor.client.get(f"/console/editor/catalogue-files/{name}")).content
    answer = await editor.post("/catalogue-files", files={"file": (name, given)})
    assert "いまの内容と同じです" in answer.text


async def test_table_is_taken_in_after_a_look_and_undone(editor: Editor, city: City) -> None:
    given = (await editor.client.get("/console/editor/catalogue-files/help_lines.csv")).content
    sent = given.replace(b"0120-279-338", b"0120-000-333")
    look = await editor.post("/catalogue-files", files={"file": ("lines.csv", sent)})
    assert "0120-279-338</del>" in look.text
    lines = city.published / "help_lines.yml"
    assert "0120-000-333" not in lines.read_text(encoding="utf-8")
    hidden = dict(re.findall(r'name="(archive|version)" value="([^"]+)"', look.text))
    assert (await editor.post("/catalogue-files/take-in", hidden)).status_code == 303
    assert "0120-000-333" in lines.read_text(encoding="utf-8")
    assert (await editor.post("/catalogue-files/take-in", hidden)).status_code == 409
    change = re.findall(r'name="change" value="(\d+)"', await editor.page("/history?table=catalogue"))[0]
    await editor.post("/history/undo", {"change": change})
    assert "0120-279-338" in lines.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.csv", "名前\n".encode(), "この列がありません"),
        ("x.zip", b"PK", "zipとして読めません"),
        ("x.yml", b"lines: [1]", "help_lines.yml"),
        ("x.exe", b"", "zip、csv、yml"),
        ("x.yml", b"\xff\xff", "文字コード"),
    ],
)
async def test_file_is_refused_in_words_when_it_is_wrong(
    editor: Editor, city: City, name: str, content: bytes, words: str
) -> None:
    before = await city.catalogue.files()
    answer = await editor.post("/catalogue-files", files={"file": (name, content)})
    assert answer.status_code == 422
    assert words in answer.text
    assert await city.catalogue.files() == before


async def test_nothing_is_taken_in_when_the_form_was_tampered_with(editor: Editor) -> None:
    for archive in ("あ", "AAAA", ""):
        answer = await editor.post("/catalogue-files/take-in", {"archive": archive, "version": "x"})
        assert answer.status_code in (409, 422)
    assert (await editor.post("/catalogue-files")).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/catalogue/nothing",
        "/catalogue/place/1",
        f"{LINES}/nobody",
        "/catalogue/topic/new",
        "/catalogue/profile/x",
        "/catalogue/catalogue",
    ],
)
async def test_page_is_not_found_when_there_is_no_such_entry(editor: Editor, path: str) -> None:
    await editor.page(path, 404)
    assert (await editor.post(path.replace("/nothing", "/nothing/1"))).status_code in (404, 405)


async def test_counselor_without_the_role_is_refused(desk: TestDesk, city: City) -> None:
    async with browser(editor_app(desk, pages=catalogue_pages(city.catalogue))) as client:
        await enter(desk, client)
        for path in ("/catalogue", LINE, "/catalogue-files/akari.zip"):
            await Editor(client).page(path, 403)


async def test_last_good_answers_stay_and_the_page_says_so_when_publishing_fails(
    editor: Editor, city: City
) -> None:
    (city.published / ".lock").unlink()
    (city.published / ".lock").mkdir()
    await editor.post(LINE, await form_of(editor, LINE), for_whom="あとで")
    assert "まだご案内に出せていません" in await editor.page("/catalogue")


def test_differences_are_told_in_the_words_of_the_form() -> None:
    before = {"hours": None, "human": True, "asked": [{"keywords": ["a"], "bubbles": ["b"]}]}
    after = {"hours": {"always": True}, "human": False, "asked": [{"keywords": ["a", "c"], "bubbles": ["b"]}]}
    assert differences(before, after) == [
        ("受付時間", "", "24時間"),
        ("「今すぐ人と話したい」を出す", "はい", "いいえ"),
        ("よくある問い 1：問いの中のことば", "a", "a、c"),
    ]
    assert CITY.closed
