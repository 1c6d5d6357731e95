"""What `akari ask` shows: the installation's dates and places, or the samples; never anybody's bookings."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.stock import stock
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore
from tests.bookings import Classes, place_facts
from tests.databases import sqlite_at
from tests.fakes import NOON
from tests.processes import ROOT


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    url = f"sqlite+aiosqlite:///{tmp_path / 'own.sqlite'}"
    return Settings(database_url=url, data_dir=ROOT / "data", _env_file=None)  # type: ignore[call-arg]


async def test_samples_are_shown_when_nothing_is_installed(
    store: SqlStore, settings: Settings, tmp_path: Path
) -> None:
    await stock(store, settings, NOON)
    async with store.read() as uow:
        assert {session.sample for session in await uow.sessions.everyone()} == {True}
        assert await uow.places.everyone()
    assert not (tmp_path / "own.sqlite").exists()


async def test_dates_of_the_city_are_shown_and_its_database_stays_as_it_is(
    store: SqlStore, settings: Settings, tmp_path: Path
) -> None:
    own = SqlStore.at(await sqlite_at(tmp_path / "own.sqlite"))
    classes = Classes(own)
    session = await classes.session()
    await classes.places.add(place_facts(), None, NOON)
    await classes.book(session, await classes.contact("U1"))
    await own.close()
    before = _digest(tmp_path)
    await stock(store, settings, NOON)
    async with store.read() as uow:
        assert [one.id for one in await uow.sessions.everyone()] == [session.id]
        assert len(await uow.places.everyone()) == 1
        assert await uow.bookings.standing(session.id) == []
    assert _digest(tmp_path) == before


def _digest(folder: Path) -> str:
    return hashlib.sha256((folder / "own.sqlite").read_bytes()).hexdigest()


async def test_database_is_not_even_prepared_when_it_is_only_looked_at(
    store: SqlStore, settings: Settings, tmp_path: Path
) -> None:
    """A copy brought back from a backup has another way of keeping its journal."""
    own = SqlStore.at(await sqlite_at(tmp_path / "own.sqlite"))
    session = await Classes(own).session()
    await own.close()
    with closing(sqlite3.connect(tmp_path / "own.sqlite")) as plain:
        plain.execute("pragma journal_mode=delete")
    before = _digest(tmp_path)

    await stock(store, settings, NOON)

    assert _digest(tmp_path) == before
    assert [file.name for file in tmp_path.glob("own.*")] == ["own.sqlite"]
    async with store.read() as uow:
        assert [one.id for one in await uow.sessions.everyone()] == [session.id]


async def test_database_is_found_when_its_name_is_unusual(tmp_path: Path) -> None:
    name = "灯 り#1.sqlite"
    own = SqlStore.at(await sqlite_at(tmp_path / "plain.sqlite"))
    await Classes(own).session()
    await own.close()
    (tmp_path / "plain.sqlite").rename(tmp_path / name)

    looking = SqlStore.looking_at(f"sqlite+aiosqlite:///{tmp_path / name}")
    async with looking.read() as uow:
        assert len(await uow.sessions.everyone()) == 1
    await looking.close()
