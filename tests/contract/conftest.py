"""A store on every database: SQLite always, PostgreSQL where the machine has one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.migrate import migrate
from bot.store.unit_of_work import SqlStore
from tests.conftest import postgres_url


@pytest.fixture(params=["sqlite", "postgresql"])
async def any_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated, empty database."""
    if request.param == "sqlite":
        found = f"sqlite+aiosqlite:///{tmp_path / 'any.sqlite'}"
    else:
        found = postgres_url() or ""
        if not found:
            pytest.skip("NO POSTGRESQL: set AKARI_TEST_POSTGRES_URL to run this suite on it")
        await _empty(found)
    await migrate(found)
    return found


@pytest.fixture
async def any_store(any_url: str) -> AsyncIterator[SqlStore]:
    """A store on that database."""
    store = SqlStore.at(any_url)
    yield store
    await store.close()


async def _empty(url: str) -> None:
    store = SqlStore.at(url)
    async with store.engine.begin() as connection:
        await connection.execute(text("drop schema public cascade"))
        await connection.execute(text("create schema public"))
    await store.close()
