"""Limits before anything is read or done: the size of a body, the pace of a client."""

from __future__ import annotations

import hashlib
import math
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.buckets import Buckets

BODY_MAX = 1_000_000
"""Bytes of a request's body."""


class BodyLimit:
    """Stops reading a body that is longer than it may be; 413."""

    def __init__(self, app: ASGIApp, max_bytes: int = BODY_MAX) -> None:
        self._app = app
        self._max = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _declared_length(Request(scope)) > self._max:
            refusal = JSONResponse({"error": "body_too_large"}, 413, {"Connection": "close"})
            await refusal(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._max:
                raise HTTPException(413, "body_too_large", {"Connection": "close"})
            return message

        await self._app(scope, counted, send)


class ChatPace:
    """Slows down a client of the web chat that posts faster than people write; 429.

    An address may be a whole school or office, so its limits are wide; those of one chat are not.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._sessions = Buckets(burst=30, per_second=0.2)
        self._addresses = Buckets(burst=120, per_second=4.0)
        self._chats = Buckets(burst=20, per_second=1.0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        wait = self._wait(scope) if scope["type"] == "http" and scope["method"] == "POST" else 0.0
        if wait > 0:
            headers = {"Retry-After": str(math.ceil(wait))}
            await JSONResponse({"error": "too_many_posts"}, 429, headers)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _wait(self, scope: Scope) -> float:
        request = Request(scope)
        address = _address(request)
        match request.url.path:
            case "/webchat/session":
                return self._sessions.take(address)
            case "/webchat/messages":
                token = request.headers.get("authorization", "")
                chat = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
                return max(self._addresses.take(address), self._chats.take(chat))
        return 0.0


def _declared_length(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 20 else 0


def _address(request: Request) -> str:
    """The client's address; an IPv6 household has a whole /64 of them."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return host
