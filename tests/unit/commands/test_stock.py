"""What `akari ask` shows: the installation's dates and places, or the samples; never anybody's bookings."""

from __future__ import annotations

import hashlib
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
