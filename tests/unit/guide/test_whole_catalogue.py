"""The catalogue given out and taken in again: nothing is lost, nothing strange comes in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.guide.catalogue import load_catalogue
from bot.guide.keeping.catalogue_entries import AGENCY, HELP_LINE, KINDS, TOPIC, entries
from bot.guide.keeping.edit_catalogue import EditedMeanwhile
from bot.guide.keeping.entry_checks import EntryRefused
from bot.guide.keeping.file_rows import FileRefused
from bot.guide.keeping.history import Table
from bot.guide.keeping.hours_text import read_hours, read_weeks, write_hours
from bot.guide.keeping.line_file import read_lines, with_lines, write_lines
from bot.guide.keeping.preview import draft_of, talk, with_draft
from bot.guide.keeping.seed_catalogue import merged, seed_catalogue
from bot.guide.keeping.whole_catalogue import differences, read_archive, take_in, version_of, write_archive
from bot.guide.shelf import read_folder
from bot.store.unit_of_work import SqlStore
from tests.catalogues import MONDAY, SHIPPED, City

FILES = read_folder(SHIPPED)


@pytest.fixture
async def city(store: SqlStore, tmp_path: Path) -> City:
    city = City(store, tmp_path)
    await city.seed()
    return city


def archive(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written:
        for name, content in files.items():
            written.writestr(name, content)
    return made.getvalue()


def test_archive_comes_back_as_it_was_written() -> None:
    assert read_archive(write_archive(FILES)) == FILES
    assert write_archive(FILES) == write_archive(dict(reversed(FILES.items())))


def test_archive_is_read_when_a_folder_or_windows_lies_around_it() -> None:
    packed = {f"catalogue/{name}": content.replace("\n", "\r\n") for name, content in FILES.items()}
    assert read_archive(archive({**packed, "__MACOSX/x": "", "catalogue/": ""})) == FILES


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        archive({}),
        archive({"../topics.yml": "x"}),
        archive({"topics.yml": b"\xff\xfe"}),
        archive({"topics.yml": "x", "evil.sh": "x"}),
        archive({"topics.yml": "a" * 5_000_001}),
    ],
)
def test_archive_is_refused_when_it_is_no_catalogue(content: bytes) -> None:
    with pytest.raises(FileRefused):
        read_archive(content)


def test_differences_name_every_entry_that_changes() -> None:
    after = with_draft(
        FILES, AGENCY, "hello_work", {**entries(FILES, AGENCY)[0].fields, "what": "新しい文。"}
    )
    after["topics.yml"] = after["topics.yml"].replace("こちらこそ、", "", 1)
    assert [(item.kind, item.title) for item in differences(FILES, after)] == [
        (TOPIC, "お礼"),
        (AGENCY, "ハローワーク明石"),
    ]


@pytest.mark.parametrize(
    "content", ["", "topics: []", "topics: [1]", "- a", "topics: [", "topics: [{id: greet}]"]
)
def test_differences_are_refused_when_a_file_is_broken(content: str) -> None:
    with pytest.raises(FileRefused):
        differences(FILES, {**FILES, "topics.yml": content})


async def test_whole_catalogue_is_taken_in_and_undone_at_one_stroke(city: City) -> None:
    files = await city.catalogue.files()
    new = {path: content.replace("居場所", "みんなの部屋") for path, content in FILES.items()}
    assert await take_in(city.catalogue, new, version_of(files), None, MONDAY)
    assert load_catalogue(city.published).services["place"].label == "みんなの部屋"
    with pytest.raises(EditedMeanwhile):
        await take_in(city.catalogue, FILES, version_of(files), None, MONDAY)
    async with city.store.read() as uow:
        (change,) = await uow.changes.latest(Table.CATALOGUE, 9)
    await city.undo.undo(change.id, None, MONDAY)
    assert {path: text for path, text in (await city.catalogue.files()).items() if path in FILES} == FILES


async def test_nothing_is_taken_in_when_one_file_is_wrong(city: City) -> None:
    files = await city.catalogue.files()
    with pytest.raises(EntryRefused):
        await take_in(
            city.catalogue, {"agencies.yml": "agencies: [{id: x}]"}, version_of(files), None, MONDAY
        )
    assert await city.catalogue.files() == files


def test_help_lines_come_back_from_a_table_as_they_were() -> None:
    lines = entries(FILES, HELP_LINE)
    table = write_lines(lines)
    assert [fields for _, fields in read_lines(table)] == [line.fields for line in lines]
    assert with_lines(FILES, read_lines(table)) == FILES


def test_table_adds_a_line_when_its_id_is_empty() -> None:
    table = write_lines(entries(FILES, HELP_LINE)[:1]).decode("utf-8-sig")
    table = table.replace("hyogo_inochi", "").replace("078-382-3566", "000-000-0000")
    lines = entries(with_lines(FILES, read_lines(table.encode())), HELP_LINE)
    assert [line.fields["number"] for line in lines if line.name == "help_line_9"] == ["000-000-0000"]


def test_table_is_refused_with_every_fault_when_cells_are_wrong() -> None:
    table = write_lines(entries(FILES, HELP_LINE)[:2]).decode("utf-8-sig")
    table = (
        table.replace("078-382-3566", "TEL").replace("24時間,", "いつでも,").replace("2027-03-31", "来年", 1)
    )
    with pytest.raises(FileRefused) as caught:
        read_lines(table.encode())
    assert {fault.field for fault in caught.value.faults} == {"電話番号", "見直しの期限", "受付時間"}
    with pytest.raises(FileRefused, match="この列がありません"):
        read_lines("記号,名前\r\n".encode())


@pytest.mark.parametrize("line", entries(FILES, HELP_LINE), ids=lambda line: line.name)
def test_hours_come_back_as_they_were_written(line: object) -> None:
    hours = line.fields["hours"]  # type: ignore[attr-defined]
    assert read_hours(write_hours(hours)) == hours


@pytest.mark.parametrize(
    ("text", "days", "hours"),
    [
        ("平日 ９：００～１７：００", ["mon", "tue", "wed", "thu", "fri"], "9:00-17:00"),
        ("月〜水 9:00から12:00", ["mon", "tue", "wed"], "9:00-12:00"),
        ("土・日 18:00-8:30", ["sat", "sun"], "18:00-8:30"),
        ("金曜-月曜 9:00-10:00", ["mon", "fri", "sat", "sun"], "9:00-10:00"),
    ],
)
def test_week_is_read_when_written_in_another_way(text: str, days: list[str], hours: str) -> None:
    assert read_weeks(text) == [{"days": days, "hours": hours}]


@pytest.mark.parametrize(
    "text", ["9時", "月 25:00-26:00", "金魚 9:00-10:00", "祝日は休み", "月 9:00", "月から 9:00-10:00"]
)
def test_hours_are_refused_when_they_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"[ぁ-ん]"):
        read_hours(text)


def test_preview_says_the_draft_and_leaves_the_catalogue_alone() -> None:
    line = entries(FILES, TOPIC)[0]
    fields = {**line.fields, "bubbles": ["ようこそ。"]}
    draft = draft_of(with_draft(FILES, TOPIC, line.name, fields))
    said = talk(draft, TOPIC, line.name, fields, MONDAY, speaker="family", lang="ja")
    assert said[0].bubbles[0]["text"] == "ようこそ。"
    assert "ようこそ。" not in FILES["topics.yml"]


@pytest.mark.parametrize("lang", ["ja", "easy", "en"])
def test_preview_answers_for_every_entry(lang: str) -> None:
    draft = draft_of(FILES)
    for kind in KINDS.values():
        for entry in entries(FILES, kind):
            said = talk(draft, kind, entry.name, entry.fields, MONDAY, speaker="self", lang=lang)
            assert said, entry.name
            assert all(bubble["text"] for one in said for bubble in one.bubbles)


def shipped_again(old: str, new: str) -> dict[str, str]:
    """The files of a later version."""
    assert old in FILES["agencies.yml"]
    return {**FILES, "agencies.yml": FILES["agencies.yml"].replace(old, new)}


async def test_untouched_entries_follow_a_newer_version_when_the_city_edited_others(city: City) -> None:
    await city.change(AGENCY, "youth_station", what="市のことば。")
    newer = shipped_again("仕事の相談や紹介をする国の窓口です。", "国の窓口です。")
    later = MONDAY + timedelta(days=1)
    async with city.store.write() as uow:
        assert await seed_catalogue(uow, newer, later) == 1
    async with city.store.write() as uow:
        assert await seed_catalogue(uow, newer, later) == 0
    await city.publishing.publish()
    agencies = load_catalogue(city.published).agencies
    assert (agencies["hello_work"].what, agencies["youth_station"].what) == ("国の窓口です。", "市のことば。")


async def test_deleted_agency_stays_away_when_a_newer_version_still_has_it(city: City) -> None:
    entry = await city.catalogue.entry(AGENCY, "hello_work")
    await city.catalogue.delete(AGENCY, "hello_work", entry.version, None, MONDAY)
    async with city.store.write() as uow:
        assert await seed_catalogue(uow, FILES, MONDAY) == 0
    assert len(await city.catalogue.entries(AGENCY)) == 13


def test_new_topic_is_added_when_the_city_took_in_a_whole_file() -> None:
    city = FILES["topics.yml"].replace("- id: thanks", "- id: gone", 1)
    names = [
        entry.name for entry in entries({"topics.yml": merged(TOPIC, city, FILES["topics.yml"], None)}, TOPIC)
    ]
    assert names[-1] == "thanks"
