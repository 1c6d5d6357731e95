"""The gate before every page of the editor: the console's sign-in, the role, the token of the form."""

from __future__ import annotations

import hmac

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.console import render
from bot.console.errors import Refusal, stale_form, unreadable
from bot.console.gate import Gate, may_edit, refuse_foreign
from bot.console.route import answer
from bot.desk.ports import SignIn

_SAFE = frozenset({"GET", "HEAD"})
_STATIC = "/console/editor/static/"
_KEPT = "private, max-age=86400"
_FIELDS_MAX = 400
_FILES_MAX = 2
_TEXT_MAX = 950_000
"""Bytes of one field: less than the server's limit for a whole body."""


def forbidden_editor(sign_in: SignIn) -> Refusal:
    """The account may not edit."""
    return Refusal(
        403,
        "この画面は開けません",
        "この画面を開くには、編集担当の権限が必要です。必要な場合は管理者に連絡してください。",
        sign_in=sign_in,
    )


class EditorGate:
    """ASGI. Lets an editor's requests through, with the sign-in in `request.state.sign_in`."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            sign_in, receive = await self._let_in(request)
        except Exception as error:
            refusal = answer(request, error)
            if refusal is None:
                raise
            await refusal(scope, receive, send)
            return
        state = {**scope.get("state", {}), "sign_in": sign_in}
        await self._app({**scope, "state": state}, receive, _with_headers(request, send))

    async def _let_in(self, request: Request) -> tuple[SignIn, Receive]:
        sign_in = await self._gate.anybody(request)
        if not may_edit(sign_in):
            raise forbidden_editor(sign_in)
        if request.method in _SAFE:
            return sign_in, request.receive
        refuse_foreign(request)
        body = await request.body()
        if not hmac.compare_digest(await _token(request, body), sign_in.csrf.encode()):
            raise stale_form()
        return sign_in, _again(body, request.receive)


async def _token(request: Request, body: bytes) -> bytes:
    """The token of the posted form."""
    copy = Request(request.scope, _again(body, request.receive))
    try:
        async with copy.form(max_files=_FILES_MAX, max_fields=_FIELDS_MAX, max_part_size=_TEXT_MAX) as form:
            return str(form.get("csrf", "")).encode()
    except (HTTPException, MultiPartException):
        raise unreadable() from None


def _again(body: bytes, receive: Receive) -> Receive:
    """A body that was read, to be read once more."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _with_headers(request: Request, send: Send) -> Send:
    """Every answer carries the console's headers; addresses to go on to name no host."""
    own = f"{request.url.scheme}://{request.url.netloc}"

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if request.url.path.startswith(_STATIC):
                headers.setdefault("Cache-Control", _KEPT)
            for name, value in render.HEADERS.items():
                headers.setdefault(name, value)
            if headers.get("location", "").startswith(f"{own}/"):
                headers["location"] = headers["location"].removeprefix(own)
        await send(message)

    return sent
