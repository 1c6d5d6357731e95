"""Bringing a database to the tables of this version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event

from bot.store.engine import make_engine


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection, revision: str) -> None:
    command.upgrade(_config(connection), revision)


def _differences(connection: Connection) -> None:
    command.check(_config(connection))


def _keys_at_rest(connection: Any, _record: Any) -> None:
    """SQLite changes a table by building it anew and dropping the old one, and dropping it would
    delete every row elsewhere that refers to it."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.close()


def _upgrade_whole(connection: Connection, revision: str) -> None:
    """Upgrade; RuntimeError, and nothing is changed, when rows would lose what they refer to."""
    before = _loose_ends(connection)
    _upgrade(connection, revision)
    if _loose_ends(connection) > before:
        raise RuntimeError("rows would refer to rows that do not exist any more")


def _loose_ends(connection: Connection) -> int:
    if connection.dialect.name != "sqlite":
        return 0
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall())


async def migrate(url: str, revision: str = "head") -> None:
    """Create or upgrade all tables of the database at this URL."""
    if url.startswith("sqlite"):
        Path(url.split(":///", 1)[1]).parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(url)
    if url.startswith("sqlite"):
        event.listen(engine.sync_engine, "connect", _keys_at_rest)
    try:
        async with engine.execution_options(akari_write=True).begin() as connection:
            await connection.run_sync(_upgrade_whole, revision)
    finally:
        await engine.dispose()


async def check_migrated(url: str) -> None:
    """Raise when the tables of the database differ from those of this version."""
    engine = make_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_differences)
    finally:
        await engine.dispose()


async def new_revision(url: str, message: str) -> None:
    """Write a migration script from the differences (for developers)."""
    engine = make_engine(url)
    try:
        async with engine.execution_options(akari_write=True).begin() as connection:
            await connection.run_sync(
                lambda c: command.revision(_config(c), message=message, autogenerate=True)
            )
    finally:
        await engine.dispose()
