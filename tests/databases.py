"""Migrated databases without the wait: one is made once a run, and copied for every test."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from sqlalchemy import text

from bot.store.migrate import migrate
from bot.store.tables import Base
from bot.store.unit_of_work import SqlStore


async def sqlite_at(file: Path) -> str:
    """The URL of a migrated, empty SQLite database in this file."""
    shutil.copyfile(await asyncio.to_thread(_template), file)
    return f"sqlite+aiosqlite:///{file}"


@lru_cache(maxsize=1)
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="akari-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "template.sqlite"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{file}"))
    # The journal is folded into the file, so that the file alone is the database.
    asyncio.run(_fold(file))
    return file


async def _fold(file: Path) -> None:
    store = SqlStore.at(f"sqlite+aiosqlite:///{file}")
    async with store.engine.connect() as connection:
        await connection.execute(text("pragma wal_checkpoint(truncate)"))
    await store.close()


async def empty_postgres(url: str) -> None:
    """Make a PostgreSQL database migrated and empty."""
    if url not in _migrated:
        await _drop(url)
        await migrate(url)
        _migrated.add(url)
        return
    store = SqlStore.at(url)
    names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    async with store.engine.begin() as connection:
        await connection.execute(text(f"truncate {names} restart identity cascade"))
    await store.close()


async def postgres_at(url: str, revision: str) -> None:
    """Make a PostgreSQL database empty, with the tables of an earlier version."""
    _migrated.discard(url)
    await _drop(url)
    await migrate(url, revision)


_migrated: set[str] = set()


async def _drop(url: str) -> None:
    store = SqlStore.at(url)
    async with store.engine.begin() as connection:
        await connection.execute(text("drop schema public cascade"))
        await connection.execute(text("create schema public"))
    await store.close()
