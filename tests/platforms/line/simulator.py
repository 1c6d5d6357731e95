"""The page on which anybody chats with the account as a LINE user, and what stands behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.platforms.line import events
from tests.platforms.line.faults import Fault
from tests.platforms.line.phone import Phone
from tests.platforms.line.state import Line
from tests.platforms.line.views import state_of
from tests.platforms.line.webhook import Delivered, Webhook

PAGE = Path(__file__).parent / "page"
ASSETS = ("simulator.css", "simulator.js", "chat.js")
FIRST_PEOPLE = ("さくら", "けんじ", "みどり")
"""There from the start. The same names get the same ids, so they survive a restart."""
FAULTS = {
    "500": Fault(status=500),
    "429": Fault(status=429, retry_after=2),
    "hang": Fault(kind="hang", after=True),
    "drop": Fault(kind="drop", after=True),
}

Json = dict[str, Any]
Act = Callable[[Phone, Json], Awaitable[Delivered | None]]


class Simulator:
    """Routes under /simulator."""

    def __init__(self, line: Line, webhook: Webhook) -> None:
        self._line = line
        self._webhook = webhook
        for name in FIRST_PEOPLE:
            line.person(name, friend=True)

    def routes(self) -> list[Route]:
        api = "/simulator/api"
        return [
            Route("/", lambda _request: RedirectResponse("/simulator")),
            Route("/simulator", lambda _request: FileResponse(PAGE / "simulator.html")),
            Route("/simulator/{name}", self._asset),
            Route(f"{api}/state", self._state),
            Route(f"{api}/people", self._add, methods=["POST"]),
            Route(f"{api}/act", self._act, methods=["POST"]),
            Route(f"{api}/faults", self._fault, methods=["POST"]),
        ]

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        return FileResponse(PAGE / name) if name in ASSETS else Response(status_code=404)

    async def _state(self, request: Request) -> Response:
        person = self._line.people.get(request.query_params.get("person", ""))
        return JSONResponse(state_of(self._line, self._webhook, person))

    async def _add(self, request: Request) -> Response:
        name = str((await request.json()).get("name", "")).strip()[:20]
        if not name:
            return JSONResponse({"message": "名前を入れてください"}, 400)
        return JSONResponse({"id": self._line.person(name).id}, 201)

    async def _act(self, request: Request) -> Response:
        body = await request.json()
        person = self._line.people.get(str(body.get("person")))
        act = _ACTS.get(str(body.get("act")))
        if person is None or act is None:
            return JSONResponse({"message": "この操作はできません"}, 400)
        try:
            delivered = await act(Phone(self._line, self._webhook, person.name), body)
        except (KeyError, TypeError, ValueError):
            return JSONResponse({"message": "この操作はできません"}, 400)
        return JSONResponse({"statuses": list(delivered.statuses) if delivered else []})

    async def _fault(self, request: Request) -> Response:
        body = await request.json()
        fault = FAULTS.get(str(body.get("kind")))
        if fault is None:
            self._line.faults.clear()
        else:
            self._line.faults.add(fault)
        self._line.revision += 1
        return JSONResponse({"coming": len(self._line.faults)})


async def _say(phone: Phone, body: Json) -> Delivered:
    words = str(body["text"])[:5000]
    if not words.strip():
        raise ValueError("nothing to say")
    return await phone.say(words)


async def _sticker(phone: Phone, body: Json) -> Delivered:
    return await phone.send(events.sticker(*[str(word) for word in body["keywords"]]))


async def _media(phone: Phone, body: Json) -> Delivered:
    kind = str(body["kind"])
    content = events.file("資料.pdf") if kind == "file" else events.media(kind)
    return await phone.send(content)


async def _location(phone: Phone, _body: Json) -> Delivered:
    return await phone.send(events.location("いまいる場所", "市内"))


async def _follow(phone: Phone, _body: Json) -> Delivered:
    return await phone.follow()


async def _unfollow(phone: Phone, _body: Json) -> Delivered:
    return await phone.unfollow()


async def _unsend(phone: Phone, body: Json) -> Delivered:
    return await phone.unsend(str(body["id"]))


async def _tap(phone: Phone, body: Json) -> Delivered | None:
    return await phone.tap(dict(body["action"]))


async def _again(phone: Phone, _body: Json) -> Delivered | None:
    return await phone.again()


_ACTS: dict[str, Act] = {
    "text": _say,
    "sticker": _sticker,
    "media": _media,
    "location": _location,
    "follow": _follow,
    "unfollow": _unfollow,
    "unsend": _unsend,
    "tap": _tap,
    "again": _again,
}
