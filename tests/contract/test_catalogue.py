"""Editing the catalogue over every database: live at once, nothing lost, also when two edit at once."""

from __future__ import annotations

import asyncio
import fcntl
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.guide import yaml_splice
from bot.guide.catalogue import load_catalogue
from bot.guide.help_line_file import load_help_lines
from bot.guide.keeping import publishing
from bot.guide.keeping.catalogue_entries import (
    AGENCY,
    CITY,
    HELP_LINE,
    KINDS,
    SERVICE,
    TOPIC,
    EntryKind,
    entries,
)
from bot.guide.keeping.edit_catalogue import EditedMeanwhile, EntryInUse
from bot.guide.keeping.entry_checks import EntryRefused
from bot.guide.keeping.history import ChangedSince, RowNotFound
from bot.guide.shelf import read_folder
from bot.store.unit_of_work import SqlStore
from tests.catalogues import MONDAY, City


class _CountingStore:
    """Counts how often the rows are read."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.count = 0
        self.write = store.write

    def read(self) -> Any:
        self.count += 1
        return self._store.read()


@pytest.fixture
async def city(any_store: SqlStore, tmp_path: Path) -> City:
    city = City(any_store, tmp_path)
    await city.seed()
    return city


async def test_changed_service_is_told_at_once_when_saved(city: City) -> None:
    guide = city.guide()
    assert await city.change(SERVICE, "place", what="いつでも来られる部屋です。")
    assert guide.refresh()
    assert guide.answer("place", now=MONDAY)[0]["text"].startswith("いつでも来られる部屋です。")


@pytest.mark.parametrize(
    ("kind", "name", "fields"),
    [
        (SERVICE, "place", {"what": "一行目\n二行目: 「9:00」から"}),
        (TOPIC, "greet", {"label": "ごあいさつ", "next": []}),
        (AGENCY, "hello_work", {"what": "しごとの相談です。"}),
        (HELP_LINE, "yorisoi", {"number": "189", "hours": None}),
    ],
)
async def test_every_other_line_stays_as_it_was_when_one_entry_is_changed(
    city: City, kind: EntryKind, name: str, fields: dict[str, object]
) -> None:
    before = read_folder(city.published)
    await city.change(kind, name, **fields)
    after = read_folder(city.published)
    (path,) = (path for path in after if after[path] != before[path])
    old, new = before[path].splitlines(), after[path].splitlines()
    assert sum(line.lstrip().startswith("#") for line in old) == sum(
        line.lstrip().startswith("#") for line in new
    )
    assert len(set(old) - set(new)) <= 8
    others = {entry.name: entry.fields for entry in entries(before, kind) if entry.name != name}
    assert {entry.name: entry.fields for entry in entries(after, kind) if entry.name != name} == others
    changed = await city.catalogue.entry(kind, name)
    assert {key: changed.fields.get(key, []) for key in fields} == fields


async def test_second_editor_is_told_when_both_opened_the_same_entry(city: City) -> None:
    opened = await city.catalogue.entry(AGENCY, "hello_work")
    await city.catalogue.change(
        AGENCY, "hello_work", {**opened.fields, "what": "一人目。"}, opened.version, None, MONDAY
    )
    with pytest.raises(EditedMeanwhile) as caught:
        await city.catalogue.change(
            AGENCY, "hello_work", {**opened.fields, "what": "二人目。"}, opened.version, None, MONDAY
        )
    assert caught.value.current is not None
    assert caught.value.current.fields["what"] == "一人目。"
    assert (await city.catalogue.entry(AGENCY, "hello_work")).fields["what"] == "一人目。"


async def test_all_changes_are_kept_when_editors_save_different_entries_of_one_file_at_once(
    city: City,
) -> None:
    names = [entry.name for entry in await city.catalogue.entries(AGENCY)][:4]
    await asyncio.gather(*(city.change(AGENCY, name, what=f"{name}です。") for name in names))
    published = load_catalogue(city.published).agencies
    assert [published[name].what for name in names] == [f"{name}です。" for name in names]


async def test_one_of_two_wins_when_both_save_the_same_entry_at_once(city: City) -> None:
    opened = await city.catalogue.entry(HELP_LINE, "yorisoi")

    async def save(text: str) -> bool:
        fields = {**opened.fields, "for_whom": text}
        return await city.catalogue.change(HELP_LINE, "yorisoi", fields, opened.version, None, MONDAY)

    done = await asyncio.gather(save("甲"), save("乙"), return_exceptions=True)
    assert sorted(type(item).__name__ for item in done) == ["EditedMeanwhile", "bool"]


async def test_help_line_is_added_and_taken_out_and_both_are_undone(city: City) -> None:
    fields = {
        "name": "市の電話", "short_name": "市の電話", "number": "00-0000-0000", "for_whom": "市内の方",
        "categories": ["general"], "rank": 1, "hours": {"always": True}, "hours_text": "24時間",
        "source": "市", "verified_on": "2026-11-23", "review_by": "2027-03-31",
    }  # fmt: skip
    name = await city.catalogue.add(HELP_LINE, fields, None, MONDAY)
    assert load_help_lines(city.published / "help_lines.yml")[0].name == "市の電話"
    added = await city.catalogue.entry(HELP_LINE, name)
    await city.catalogue.delete(HELP_LINE, name, added.version, None, MONDAY)
    assert len(load_help_lines(city.published / "help_lines.yml")) == 8
    deleted, created = await city.undo.history(HELP_LINE, name)
    with pytest.raises(ChangedSince):
        await city.undo.undo(created.id, None, MONDAY)
    await city.undo.undo(deleted.id, None, MONDAY)
    assert (await city.catalogue.entry(HELP_LINE, name)).fields == added.fields
    await city.undo.undo(created.id, None, MONDAY)
    with pytest.raises(RowNotFound):
        await city.catalogue.entry(HELP_LINE, name)


async def test_undone_change_can_be_undone_again(city: City) -> None:
    before = (await city.catalogue.entry(TOPIC, "thanks")).fields
    await city.change(TOPIC, "thanks", bubbles=["どうも。"])
    for expected in (before["bubbles"], ["どうも。"]):
        (latest, *_) = await city.undo.history(TOPIC, "thanks")
        await city.undo.undo(latest.id, None, MONDAY)
        assert (await city.catalogue.entry(TOPIC, "thanks")).fields["bubbles"] == expected


async def test_profile_of_the_pages_wins_over_the_file_when_it_was_saved(city: City) -> None:
    city.profile.write_text("# ours\ncity: 海の市\nfees: 無料です\n", encoding="utf-8")
    assert (await city.catalogue.entry(CITY, "")).fields == {"city": "海の市", "fees": "無料です"}
    await city.change(CITY, "", fees="無料です。", cutoff="16:30", dial_number="000-000-0000")
    guide = city.guide()
    assert "無料です。" in guide.answer("cost", now=MONDAY)[0]["text"]
    assert (city.published / "profile.yml").read_text(encoding="utf-8").startswith("# ours\ncity: 海の市\n")
    assert city.profile.read_text(encoding="utf-8") == "# ours\ncity: 海の市\nfees: 無料です\n"


async def test_nothing_changes_when_an_entry_is_wrong(city: City) -> None:
    before = read_folder(city.published)
    with pytest.raises(EntryRefused) as caught:
        await city.change(SERVICE, "place", what="", label="長" * 21, next=["fax"])
    assert {fault.field: fault.text for fault in caught.value.faults} == {
        "what": "書いてください",
        "label": "20文字までにしてください",
    }
    assert read_folder(city.published) == before
    assert await city.undo.history(SERVICE, "place") == []


async def test_last_good_catalogue_stays_when_it_cannot_be_published_and_goes_out_later(city: City) -> None:
    lock = city.published / ".lock"
    lock.unlink()
    lock.mkdir()
    assert not await city.change(AGENCY, "hello_work", what="あとで出ます。")
    assert city.publishing.pending
    assert load_catalogue(city.published).agencies["hello_work"].what != "あとで出ます。"
    lock.rmdir()
    await city.publishing.sweep()
    assert load_catalogue(city.published).agencies["hello_work"].what == "あとで出ます。"


async def test_everybody_publishes_in_turn_when_more_do_than_there_are_threads(city: City) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2))
    async with asyncio.timeout(30):
        assert all(await asyncio.gather(*(city.publishing.publish() for _ in range(4))))


async def test_change_is_kept_for_later_when_somebody_never_gives_the_folder_back(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "LOCK_WAIT_S", 0.1)
    with (city.published / ".lock").open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert not await city.change(AGENCY, "hello_work", what="あとで出ます。")
        assert city.publishing.pending
    await city.publishing.sweep()
    assert load_catalogue(city.published).agencies["hello_work"].what == "あとで出ます。"


async def test_catalogue_is_looked_through_ever_more_rarely_while_it_cannot_be_published(
    city: City,
) -> None:
    async with city.store.write() as uow:
        await uow.catalogue.edit("agencies.yml", "agencies: 1\n", MONDAY)
    reads = _CountingStore(city.store)
    city.publishing.store = reads
    for _ in range(100):
        await city.publishing.sweep()
    assert city.publishing.pending
    assert 4 <= reads.count <= 20


async def test_topics_are_neither_added_nor_deleted(city: City) -> None:
    greet = await city.catalogue.entry(TOPIC, "greet")
    with pytest.raises(EntryInUse):
        await city.catalogue.add(TOPIC, greet.fields, None, MONDAY)
    with pytest.raises(EntryInUse):
        await city.catalogue.delete(TOPIC, "greet", greet.version, None, MONDAY)


async def test_first_edit_works_when_nothing_was_seeded(any_store: SqlStore, tmp_path: Path) -> None:
    city = City(any_store, tmp_path)
    await city.change(SERVICE, "place", what="はじめの変更です。")
    assert load_catalogue(city.published).services["place"].what == "はじめの変更です。"


async def test_readers_see_whole_files_only_when_two_processes_publish(city: City) -> None:
    other = City(city.store, city.published.parent)
    seen: list[int] = []

    async def read() -> None:
        for _ in range(40):
            data = yaml_splice.load((city.published / "agencies.yml").read_text(encoding="utf-8"))
            seen.append(len(data["agencies"]))
            await asyncio.sleep(0)

    saves = [desk.change(AGENCY, name, what=f"{number}です。") for number, (desk, name) in enumerate(
        [(city, "hello_work"), (other, "youth_station"), (city, "health_office"), (other, "medical_association")]
    )]  # fmt: skip
    await asyncio.gather(read(), *saves)
    assert set(seen) == {14}
    assert [a.what for a in load_catalogue(city.published).agencies.values()][:4] == [
        f"{n}です。" for n in range(4)
    ]


async def test_every_entry_can_be_saved_as_it_is(city: City) -> None:
    for kind in KINDS.values():
        for entry in await city.catalogue.entries(kind):
            assert await city.change(kind, entry.name)
    async with city.store.read() as uow:
        assert [change for kind in KINDS for change in await uow.changes.latest(kind, 9)] == []
