"""Fixtures for every test."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.migrate import migrate
from bot.store.unit_of_work import SqlStore
from tests.desks import TestDesk
from tests.fakes import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """A migrated SQLite database of its own."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'akari.sqlite'}"
    await migrate(url)
    store = SqlStore.at(url)
    yield store
    await store.close()


@pytest.fixture
def desk(store: SqlStore, clock: FakeClock) -> TestDesk:
    """A front desk on a real database with fakes for everything outside."""
    return TestDesk(store, clock)


def postgres_url() -> str | None:
    """A PostgreSQL database for tests, where the machine has one."""
    return os.environ.get("AKARI_TEST_POSTGRES_URL")
