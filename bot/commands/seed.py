"""`akari seed`: the shipped catalogue into the database, and from there to the assistant."""

from __future__ import annotations

import sys

from bot.bootstrap import build_publishing
from bot.clock import SystemClock
from bot.guide.errors import CatalogueError
from bot.guide.keeping.seed_catalogue import seed_catalogue
from bot.guide.shelf import shipped
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore


async def seed(settings: Settings) -> int:
    """Seed and publish; 1 when a file cannot be used, and then nothing is changed."""
    store = SqlStore.at(settings.database_url)
    try:
        changed = await seed_into(store, settings)
    except CatalogueError as error:
        print(f"案内のデータに誤りがあります。\n{error}", file=sys.stderr)
        return 1
    finally:
        await store.close()
    print(f"案内のデータを{changed}件入れました。")
    return 0


async def seed_into(store: SqlStore, settings: Settings) -> int:
    """The number of files that were new or newer; what the city edited stays."""
    files = shipped(settings.data_dir / "catalogue")
    now = SystemClock().now()
    async with store.write() as uow:
        changed = await seed_catalogue(uow, files, now)
    await build_publishing(store, settings).publish_or_raise()
    return changed
