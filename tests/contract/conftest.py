"""A store on every database: SQLite always, PostgreSQL where the machine has one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.unit_of_work import SqlStore
from tests.conftest import postgres_url
from tests.databases import empty_postgres, sqlite_at


@pytest.fixture(params=["sqlite", "postgresql"])
async def any_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated, empty database."""
    if request.param == "sqlite":
        return await sqlite_at(tmp_path / "any.sqlite")
    url = postgres_url()
    if not url:
        pytest.skip("NO POSTGRESQL: set AKARI_TEST_POSTGRES_URL to run this suite on it")
    await empty_postgres(url)
    return url


@pytest.fixture
async def any_store(any_url: str) -> AsyncIterator[SqlStore]:
    """A store on that database."""
    store = SqlStore.at(any_url)
    yield store
    await store.close()
