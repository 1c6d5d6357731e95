"""A counselor console for tests: the real pages over a test desk, and a browser-like client."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from bot.console.accounts import create_counselor
from bot.console.gate import COOKIE
from bot.console.parts import ConsoleParts
from bot.console.router import console_router
from bot.console.sign_ins import LIFETIME, token_hash
from bot.desk.ports import Counselor
from tests.desks import TestDesk

PASSWORD = "yoru-no-akari-27"
BASE = "http://console.test"


def console_app(desk: TestDesk, *, secure_cookies: bool = False, **extra: Any) -> FastAPI:
    """An application with the console alone; `extra` are optional parts of it."""
    app = FastAPI()
    parts = ConsoleParts(desk.store, desk.counsel, desk.bell, desk.clock, secure_cookies, **extra)
    app.include_router(console_router(parts))
    return app


class Browser:
    """One counselor's browser: keeps the cookie, finds the tokens of the forms."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client
        self.csrf = ""

    async def sign_in(self, login: str = "sato", password: str = PASSWORD, **fields: str) -> Response:
        response = await self.post("/console/sign-in", login=login, password=password, **fields)
        if response.status_code == 303:
            page = await self.client.get("/console/password")
            self.csrf = token_in(page.text)
        return response

    async def get(self, address: str, *, script: bool = False) -> Response:
        return await self.client.get(address, headers={"X-Console": "1"} if script else {})

    async def post(self, address: str, *, script: bool = False, **fields: str) -> Response:
        headers = {"X-Console": "1"} if script else {}
        return await self.client.post(address, data={"csrf": self.csrf, **fields}, headers=headers)

    async def act(
        self, conversation_id: int, action: str, *, script: bool = False, **fields: str
    ) -> Response:
        return await self.post(f"/console/conversations/{conversation_id}/{action}", script=script, **fields)

    @property
    def cookie(self) -> str | None:
        return self.client.cookies.get(COOKIE)


def token_in(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, "the page has no form token"
    return found[1]


@asynccontextmanager
async def browser(app: FastAPI) -> AsyncIterator[Browser]:
    async with AsyncClient(transport=ASGITransport(app), base_url=BASE, timeout=10) as client:
        yield Browser(client)


async def account(
    desk: TestDesk, login: str = "sato", name: str = "佐藤", roles: tuple[str, ...] = ("counselor",)
) -> None:
    await create_counselor(desk.store, desk.clock, login, name, roles, PASSWORD)


async def enter(
    desk: TestDesk,
    client: Browser,
    login: str = "sato",
    name: str = "佐藤",
    roles: tuple[str, ...] = ("counselor",),
) -> Counselor:
    """A new counselor who is signed in at this browser, without the cost of hashing a password."""
    now, token = desk.clock.now(), f"token-of-{login}"
    async with desk.store.write() as uow:
        counselor = await uow.counselors.add(login, name, "unusable", roles, now)
        await uow.sign_ins.add(token_hash(token), counselor.id, f"csrf-of-{login}", now + LIFETIME)
    client.client.cookies.set(COOKIE, token, path="/console")
    client.csrf = f"csrf-of-{login}"
    return counselor
