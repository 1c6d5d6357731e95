"""The web chat's routes: a session, posts, the transcript, the stream, the widget's files."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import anyio
from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from sse_starlette import EventSourceResponse

from bot.channels.webchat.channel import WebChatChannel
from bot.channels.webchat.live import Live, TooManyStreams
from bot.channels.webchat.token import contact_of, contact_of_header, new_token
from bot.channels.webchat.transcript import as_json, read_talk
from bot.desk.bell import Bell
from bot.desk.events import Said
from bot.desk.ports import BadBody, Clock, Store
from bot.desk.receive import Receive

DEADLINE_S = 8.0
"""The longest a page waits for an answer of these routes, in seconds."""
HEARTBEAT_S = 15
GRACE_S = 3.0
"""How long a stream may take to end by itself when the server stops, in seconds."""
ID_MAX = 2**53
"""The largest id that a page can hold as a number."""
STATIC = Path(__file__).parent / "static"

Authorization = Annotated[str | None, Header()]
After = Annotated[int, Query(ge=0, le=ID_MAX)]


def webchat_router(
    receive: Receive, store: Store, bell: Bell, clock: Clock, channel: WebChatChannel | None = None
) -> APIRouter:
    """All routes under /webchat."""
    chat = _Chat(receive, store, clock, channel or WebChatChannel(), Live(store, bell, WebChatChannel.name))
    router = APIRouter(prefix="/webchat")
    router.add_api_route("/session", chat.open_session, methods=["POST"], response_model=None)
    router.add_api_route("/messages", chat.post, methods=["POST"], response_model=None)
    router.add_api_route("/messages", chat.history, methods=["GET"], response_model=None)
    router.add_api_route("/events", chat.events, methods=["GET"], response_model=None)
    router.add_api_route("/akari-chat.js", _entry, methods=["GET"], response_model=None)
    router.add_api_route("/chat/{name}", _module, methods=["GET"], response_model=None)
    return router


@dataclass(frozen=True, slots=True)
class _Chat:
    receive: Receive
    store: Store
    clock: Clock
    channel: WebChatChannel
    live: Live

    async def open_session(self, request: Request) -> Response:
        """A token for a new anonymous contact; shown this once, kept by the browser only."""
        _refuse_unless_json(request)
        token = new_token()
        async with asyncio.timeout(DEADLINE_S), self.store.write() as uow:
            await uow.conversations.current(self.channel.name, contact_of(token), self.clock.now())
        return _answer({"token": token}, 201)

    async def post(self, request: Request, authorization: Authorization = None) -> Response:
        """Store one message. Posting the same event id again changes nothing."""
        _refuse_unless_json(request)
        body = await request.body()
        async with asyncio.timeout(DEADLINE_S):
            contact = await self._contact(authorization)
            new = await self.receive(self.channel.name, self._said(body, contact))
        return _answer({"new": new > 0}, 202)

    async def history(self, after: After = 0, authorization: Authorization = None) -> Response:
        """The contact's own messages after an id, over all their conversations."""
        contact = _claimed_contact(authorization)
        async with asyncio.timeout(DEADLINE_S):
            talk = await read_talk(self.store, self.channel.name, contact, after)
        if talk is None:
            raise _unknown_token()
        messages = [as_json(message) for message in talk.messages]
        return _answer({"messages": messages, "answering": talk.answering})

    async def events(
        self,
        after: After = 0,
        last_event_id: Annotated[str | None, Header()] = None,
        authorization: Authorization = None,
    ) -> Response:
        """New messages as they come, as server-sent events."""
        async with asyncio.timeout(DEADLINE_S):
            contact = await self._contact(authorization)
        try:
            self.live.refuse_if_full(contact)
        except TooManyStreams:
            raise HTTPException(429, "too_many_streams", {"Retry-After": "30"}) from None
        stopping = anyio.Event()
        stream = self.live.stream(contact, _last_id(last_event_id, after), stopping.is_set)
        return EventSourceResponse(
            stream, ping=HEARTBEAT_S, sep="\n", shutdown_event=stopping, shutdown_grace_period=GRACE_S
        )

    async def _contact(self, authorization: str | None) -> str:
        contact = _claimed_contact(authorization)
        async with self.store.read() as uow:
            if not await uow.conversations.of_contact(self.channel.name, contact):
                raise _unknown_token()
        return contact

    def _said(self, body: bytes, contact: str) -> list[Said]:
        try:
            parsed = self.channel.parse(body, self.clock.now(), contact)
        except BadBody as error:
            raise HTTPException(400, str(error)) from None
        return [event for event in parsed if isinstance(event, Said)]


def _refuse_unless_json(request: Request) -> None:
    """Other content types need no permission from this site to be sent by any page on the web."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "content-type: must be application/json")


def _claimed_contact(authorization: str | None) -> str:
    contact = contact_of_header(authorization)
    if contact is None:
        raise _unknown_token()
    return contact


def _unknown_token() -> HTTPException:
    return HTTPException(401, "unknown_token", {"WWW-Authenticate": "Bearer"})


def _last_id(header: str | None, after: int) -> int:
    known = header is not None and header.isascii() and header.isdecimal() and len(header) < 16
    return int(header) if known and header else after


def _answer(content: object, status: int = 200) -> Response:
    return JSONResponse(content, status, {"Cache-Control": "no-store"})


async def _entry() -> Response:
    return _script("akari-chat.js")


async def _module(name: str) -> Response:
    if name not in _MODULES:
        raise HTTPException(404, "not_found")
    return _script(f"chat/{name}")


def _script(path: str) -> Response:
    # Any page may load the script: it holds no data, and modules are fetched with CORS.
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
    return FileResponse(STATIC / path, media_type="text/javascript; charset=utf-8", headers=headers)


_MODULES = frozenset(path.name for path in (STATIC / "chat").glob("*.js"))
