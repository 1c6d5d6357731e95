"""The database engine, set up so that it waits briefly and then says so."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

LOCK_WAIT_S = 3.0
"""How long a statement waits for a locked database before StoreUnavailable, in seconds."""


def make_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite://` or `postgresql+asyncpg://` with short waits."""
    if url.startswith("sqlite"):
        engine = create_async_engine(
            url, connect_args={"timeout": LOCK_WAIT_S}, pool_size=5, max_overflow=5, pool_timeout=LOCK_WAIT_S
        )
        _tame_sqlite(engine)
        return engine
    return create_async_engine(
        url,
        pool_size=5,
        max_overflow=5,
        pool_timeout=LOCK_WAIT_S,
        connect_args={"timeout": LOCK_WAIT_S, "command_timeout": LOCK_WAIT_S * 2},
    )


def make_looking_engine(url: str) -> AsyncEngine:
    """As `make_engine`, for somebody who only looks: the database itself refuses every change."""
    if url.startswith("sqlite"):
        file = quote(make_url(url).database or "")
        looking = make_url(url).set(database=f"file:{file}", query={"mode": "ro", "uri": "true"})
        return create_async_engine(looking, connect_args={"timeout": LOCK_WAIT_S})
    settings = {"default_transaction_read_only": "on"}
    return create_async_engine(url, connect_args={"timeout": LOCK_WAIT_S, "server_settings": settings})


def _tame_sqlite(engine: AsyncEngine) -> None:
    """WAL, full durability, foreign keys; and BEGIN left to us, so that a writer takes its
    lock at once instead of failing when a read turns into a write."""

    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        immediate = connection.get_execution_options().get("akari_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
