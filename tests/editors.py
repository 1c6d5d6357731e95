"""The editor's pages for tests: real pages and store, behind the console's sign-in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from bot.desk.tell import DeskTeller
from bot.editor.admin import editor_mount
from bot.editor.parts import EditorParts
from bot.guide.sessions.facts import ClassSession
from tests.consoles import Browser, console_app
from tests.desks import TestDesk

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
SESSION = {
    "service": "family_class",
    "title": "家族教室 第5回",
    "starts_at": "2026-12-05T14:00",
    "ends_at": "2026-12-05T16:00",
    "place": "市民会館 会議室A",
    "capacity": "10",
    "waiting_list": "on",
}
"""What is typed for a session that has everything it needs."""
PLACE = {"name": "みんなの居場所", "area": "中央区", "in_person": "on", "alone_ok": "on"}
"""What is typed for a place."""


def editor_parts(desk: TestDesk, **changes: Any) -> EditorParts:
    parts: dict[str, Any] = {
        "accounts": desk.store,
        "store": desk.store,
        "teller": DeskTeller(desk.channels),
        "clock": desk.clock,
        "secure_cookies": False,
        "samples": SAMPLES,
    }
    return EditorParts(**(parts | changes))


def editor_app(desk: TestDesk, **changes: Any) -> FastAPI:
    """Console and editor together, as a browser meets them."""
    app = console_app(desk)
    app.router.routes.append(editor_mount(editor_parts(desk, **changes)))
    return app


async def sessions(desk: TestDesk) -> list[ClassSession]:
    """All sessions that are kept."""
    async with desk.store.read() as uow:
        return await uow.sessions.everyone()


class Editor:
    """An editor's browser: `post` sends a form with its token."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.client = browser.client

    async def page(self, path: str, status: int = 200) -> str:
        answer = await self.client.get(f"/console/editor{path}")
        assert answer.status_code == status, answer.text
        return answer.text

    async def post(
        self, path: str, fields: dict[str, Any] | None = None, *, files: Any = None, **more: Any
    ) -> Any:
        data = {"csrf": self.browser.csrf, **(fields or {}), **more}
        return await self.client.post(f"/console/editor{path}", data=data, files=files)


def without(fields: dict[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name not in set(names)}
