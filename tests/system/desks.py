"""A front desk as a process of its own, between the stand-in of LINE and the real assistant."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.settings import Settings
from bot.store.unit_of_work import SqlStore
from tests.platforms.line.app import line_app
from tests.platforms.line.serving import serving
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook
from tests.processes import SECRET, DeskProcess


@asynccontextmanager
async def whole_desk(folder: Path, up: Settings, line: Line) -> AsyncIterator[tuple[DeskProcess, Webhook]]:
    """The desk and the webhook that LINE calls; both end with the block."""
    desk = DeskProcess(folder, {"AKARI_RASA_URL": up.rasa_url, "AKARI_ASSISTANT_DEADLINE_S": "20"})
    webhook = Webhook(line, desk.webhook, SECRET)
    try:
        async with serving(line_app(line, webhook)) as api:
            desk.env["AKARI_LINE_API_BASE"] = api
            await desk.start()
            yield desk, webhook
            await desk.stop()
    finally:
        await desk.kill()
        await webhook.close()


@asynccontextmanager
async def store_of(desk: DeskProcess) -> AsyncIterator[SqlStore]:
    """A second look at the desk's database."""
    store = SqlStore.at(f"sqlite+aiosqlite:///{desk.database}")
    try:
        yield store
    finally:
        await store.close()
