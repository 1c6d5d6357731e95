"""Bringing a database to the tables of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.store.engine import make_engine


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(_config(connection), "head")


def _differences(connection: Connection) -> None:
    command.check(_config(connection))


async def migrate(url: str) -> None:
    """Create or upgrade all tables of the database at this URL."""
    if url.startswith("sqlite"):
        Path(url.split(":///", 1)[1]).parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(url)
    try:
        async with engine.execution_options(akari_write=True).begin() as connection:
            await connection.run_sync(_upgrade)
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
