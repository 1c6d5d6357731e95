"""One suite over every way to call a person: delivered whole, or a short code."""

from __future__ import annotations

import asyncio
import email
import email.policy
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from bot.desk.paging_ports import PageFailed, Pager, PageText
from bot.notify.email import EmailPager
from bot.notify.line import LinePager
from bot.notify.telegram import TelegramPager
from bot.notify.webhook import WebhookPager
from tests.platforms.line.app import line_app
from tests.platforms.line.serving import serving
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook

TEXT = PageText(
    "【至急】灯り：待っている方がいます",
    "確認のボタンを押してください。\nhttps://a.example/page/x",
    "https://a.example/page/x",
)
SECRET = "page-secret"


@dataclass
class Platform:
    """Where a page arrives; refuses when told to."""

    pager: Pager
    address: str
    arrived: list[str] = field(default_factory=list)
    refuses: bool = False


@asynccontextmanager
async def email_platform() -> AsyncIterator[Platform]:
    """A mail server that speaks just enough SMTP."""
    platform = Platform(EmailPager("", 0, "akari@city.example.jp"), "duty@city.example.jp")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())
            await writer.drain()

        await say("220 mail")
        while line := (await reader.readline()).decode().strip():
            word = line.split()[0].upper()
            if word == "RCPT" and platform.refuses:
                await say("550 no such user")
            elif word == "DATA":
                await say("354 go on")
                raw = await reader.readuntil(b"\r\n.\r\n")
                message = email.message_from_bytes(raw.removesuffix(b".\r\n"), policy=email.policy.default)
                platform.arrived.append(message.get_content())
                await say("250 taken")
            elif word == "QUIT":
                await say("221 bye")
                break
            else:
                await say("250 ok")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    platform.pager = EmailPager("127.0.0.1", port, "akari@city.example.jp")
    async with server:
        yield platform


@asynccontextmanager
async def webhook_platform() -> AsyncIterator[Platform]:
    platform = Platform(WebhookPager(SECRET), "")
    app = FastAPI()

    @app.post("/alarm", response_model=None)
    async def alarm(request: Request) -> Response:
        body = await request.body()
        expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        if platform.refuses or request.headers["x-akari-signature"] != expected:
            return JSONResponse({}, 403)
        platform.arrived.append(json.dumps(json.loads(body), ensure_ascii=False))
        return JSONResponse({})

    async with serving(app) as base:
        platform.address = f"{base}/alarm"
        yield platform


@asynccontextmanager
async def telegram_platform() -> AsyncIterator[Platform]:
    platform = Platform(TelegramPager("1:token"), "4711")
    app = FastAPI()

    @app.post("/bot{token}/{method}", response_model=None)
    async def call(token: str, method: str, request: Request) -> Response:
        if method == "getMe":
            me = {"id": 1, "is_bot": True, "first_name": "akari", "username": "akari_bot"}
            return JSONResponse({"ok": True, "result": me})
        if platform.refuses:
            return JSONResponse(
                {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked"}, 403
            )
        form = await request.form()
        platform.arrived.append(str(form["text"]))
        chat = {"id": 4711, "type": "private"}
        return JSONResponse(
            {"ok": True, "result": {"message_id": 1, "date": 1, "chat": chat, "text": form["text"]}}
        )

    async with serving(app) as base:
        platform.pager = TelegramPager("1:token", base)
        yield platform


@asynccontextmanager
async def line_platform() -> AsyncIterator[Platform]:
    line = Line("token")
    person = line.person("duty", friend=True)
    webhook = Webhook(line, "http://127.0.0.1:9", "s", waits=())
    try:
        async with serving(line_app(line, webhook)) as base:
            platform = _LinePlatform(LinePager("token", base), person.id)
            platform.line, platform.person = line, person
            yield platform
    finally:
        await webhook.close()


class _LinePlatform(Platform):
    line: Line

    @property
    def arrived(self) -> list[str]:  # type: ignore[override]
        return self.person.texts()

    @arrived.setter
    def arrived(self, _value: list[str]) -> None:
        return

    @property
    def refuses(self) -> bool:  # type: ignore[override]
        return self.line.quota == 0

    @refuses.setter
    def refuses(self, value: bool) -> None:
        if hasattr(self, "line"):
            self.line.quota = 0 if value else 200


PLATFORMS = {
    "email": email_platform,
    "webhook": webhook_platform,
    "telegram": telegram_platform,
    "line": line_platform,
}


@pytest.fixture(params=list(PLATFORMS))
async def platform(request: pytest.FixtureRequest) -> AsyncIterator[Platform]:
    async with PLATFORMS[request.param]() as found:
        yield found


async def test_page_arrives_with_its_link(platform: Platform) -> None:
    await platform.pager.page(platform.address, TEXT)
    (arrived,) = platform.arrived
    assert TEXT.url in arrived


async def test_page_fails_with_a_short_code_when_refused(platform: Platform) -> None:
    platform.refuses = True
    with pytest.raises(PageFailed) as caught:
        await platform.pager.page(platform.address, TEXT)
    assert len(caught.value.code) < 40
    assert TEXT.url not in caught.value.code
    assert platform.arrived == []


@pytest.mark.parametrize(
    "pager",
    [
        EmailPager("127.0.0.1", 9, "a@example.jp"),
        WebhookPager(SECRET),
        TelegramPager("1:token", "http://127.0.0.1:9"),
        LinePager("token", "http://127.0.0.1:9"),
    ],
    ids=lambda pager: type(pager).__name__,
)
async def test_page_fails_when_nobody_listens(pager: Pager) -> None:
    with pytest.raises(PageFailed):
        await pager.page("http://127.0.0.1:9/", TEXT)
