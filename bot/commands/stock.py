"""The sessions and places of the installation, or the samples, in a database that is thrown away."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import structlog

from bot.guide.keeping.samples import load_samples
from bot.guide.places.facts import Place
from bot.guide.sessions.facts import ClassSession
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore

log = structlog.get_logger()

SQLITE = "sqlite+aiosqlite:///"


async def stock(store: SqlStore, settings: Settings, now: datetime) -> None:
    """Put into `store` what people are shown: never anybody's bookings."""
    sessions, places = await _of_installation(settings)
    if not sessions and not places:
        await load_samples(store, settings.data_dir / "samples", now)
        return
    async with store.write() as uow:
        for session in sessions:
            await uow.sessions.add(session.facts, session_id=session.id)
        for place in places:
            await uow.places.add(place.facts, place_id=place.id)


async def _of_installation(settings: Settings) -> tuple[list[ClassSession], list[Place]]:
    url = settings.database_url
    if not _exists(url):
        # Looking must not make an empty file.
        return [], []
    own = SqlStore.looking_at(url)
    try:
        async with own.read() as uow:
            return await uow.sessions.everyone(), await uow.places.everyone()
    except Exception as error:
        # Nothing is set up yet, or it is of another version: the samples do.
        log.info("samples_instead", error=type(error).__name__)
        return [], []
    finally:
        await own.close()


def _exists(url: str) -> bool:
    return not url.startswith(SQLITE) or Path(url.removeprefix(SQLITE)).exists()
