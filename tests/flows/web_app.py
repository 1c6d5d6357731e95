"""A whole web application over a test desk: real routes and store, fakes outside."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
import uvicorn
from fastapi import FastAPI

from bot.channels.webchat import WebChatChannel
from bot.conversation.entities import MessageKind
from bot.desk.events import Ignored, Parsed, Said
from bot.desk.ports import BadBody, BadSignature
from bot.web.app import create_app
from bot.web.parts import WebParts
from tests.desks import TestDesk
from tests.fakes import FakeChannel

SECRET = b"platform secret"
SIGNATURE = "x-test-signature"


@dataclass
class SignedChannel(FakeChannel):
    """A platform whose webhook is a signed JSON list of {"id", "text"}."""

    name: str = "line"

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        given = headers.get(SIGNATURE)
        if given is None:
            raise BadSignature(missing=True)
        if not hmac.compare_digest(given, sign(body)):
            raise BadSignature(missing=False)

    def parse(self, body: bytes, received_at: datetime) -> list[Parsed]:
        try:
            events = json.loads(body)["events"]
        except (ValueError, KeyError, TypeError):
            raise BadBody("events: missing") from None
        return [self._event(event, received_at) for event in events]

    def _event(self, event: dict[str, Any], received_at: datetime) -> Parsed:
        if "text" not in event:
            return Ignored("no_text")
        return Said(event["id"], event.get("by", "U1"), MessageKind.TEXT, event["text"], received_at)


def sign(body: bytes) -> str:
    return hmac.new(SECRET, body, hashlib.sha256).hexdigest()


def web_app(desk: TestDesk, **changes: Any) -> FastAPI:
    """The application; the desk's channels are a signed platform and the web chat."""
    desk.channels.update({"line": SignedChannel(), "webchat": WebChatChannel()})  # type: ignore[dict-item]

    async def health() -> Mapping[str, str]:
        return {"assistant": "loading", "worker": "up"}

    parts: dict[str, Any] = {
        "receive": desk.receive,
        "channels": desk.channels,
        "store": desk.store,
        "bell": desk.bell,
        "clock": desk.clock,
        "health": health,
        "front_page": True,
    }
    return create_app(WebParts(**(parts | changes)))


def client_of(app: FastAPI, *, host: str = "203.0.113.7") -> httpx.AsyncClient:
    """A client that needs no server; `host` is where it seems to come from."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=True, client=(host, 40000))
    return httpx.AsyncClient(transport=transport, base_url="http://desk.test", timeout=10)


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """The application on a loopback port, in this event loop; its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1, lifespan="on")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task


@dataclass
class Page:
    """A visitor's page: a session and what is posted in it."""

    client: httpx.AsyncClient
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def open(cls, client: httpx.AsyncClient) -> Page:
        answer = await client.post("/webchat/session", json={})
        assert answer.status_code == 201, answer.text
        token = answer.json()["token"]
        return cls(client, token, {"Authorization": f"Bearer {token}"})

    async def post(self, text: Any, event_id: str = "") -> httpx.Response:
        body = {"event_id": event_id or str(uuid4()), "text": text}
        return await self.client.post("/webchat/messages", json=body, headers=self.headers)

    async def history(self, after: int = 0) -> list[dict[str, Any]]:
        answer = await self.client.get("/webchat/messages", params={"after": after}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages
