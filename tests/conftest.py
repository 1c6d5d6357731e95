"""Fixtures for every test."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.unit_of_work import SqlStore
from tests.databases import sqlite_at
from tests.desks import TestDesk
from tests.fakes import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """A migrated SQLite database of its own."""
    store = SqlStore.at(await sqlite_at(tmp_path / "akari.sqlite"))
    yield store
    await store.close()


@pytest.fixture
def desk(store: SqlStore, clock: FakeClock) -> TestDesk:
    """A front desk on a real database with fakes for everything outside."""
    return TestDesk(store, clock)


def postgres_url() -> str | None:
    """A PostgreSQL database for tests, where the machine has one."""
    return os.environ.get("AKARI_TEST_POSTGRES_URL")
