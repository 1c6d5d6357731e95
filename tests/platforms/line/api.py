"""LINE's Messaging API over HTTP, as far as an account like ours uses it."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.platforms.line import messages
from tests.platforms.line.body import json_body
from tests.platforms.line.errors import LineError, invalid
from tests.platforms.line.menu_api import MenuApi
from tests.platforms.line.misbehave import misbehave
from tests.platforms.line.state import Json, Line

RETRY_KEY = "x-line-retry-key"

Work = Callable[[Request, str], Awaitable[Response]]


class Api:
    """The endpoints over one platform."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def routes(self) -> list[Route]:
        """All endpoints."""
        posts: dict[str, Work] = {
            "message/reply": self._reply,
            "message/push": self._push,
            "message/validate/reply": self._validate,
            "message/validate/push": self._validate,
            "chat/loading/start": self._loading,
            "chat/markAsRead": self._mark_as_read,
            "group/{source_id}/leave": self._leave,
            "room/{source_id}/leave": self._leave,
        }
        gets: dict[str, Work] = {
            "message/quota": self._quota,
            "message/quota/consumption": self._consumption,
            "info": self._info,
        }
        menus = MenuApi(self._line)
        posts |= {
            "richmenu": menus.create,
            "richmenu/validate": menus.validate,
            "richmenu/{menu_id}/content": menus.draw,
            "user/all/richmenu/{menu_id}": menus.show,
        }
        gets |= {
            "richmenu/list": menus.every,
            "richmenu/{menu_id}/content": menus.picture,
            "richmenu/{menu_id}": menus.one,
            "user/all/richmenu": menus.default,
        }
        deletes = {"richmenu/{menu_id}": menus.delete, "user/all/richmenu": menus.hide}
        return [
            Route(f"/v2/bot/{path}", self._endpoint(work), methods=[method])
            for method, works in (("POST", posts), ("GET", gets), ("DELETE", deletes))
            for path, work in works.items()
        ]

    def _endpoint(self, work: Work) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            request_id = str(uuid.uuid4())
            try:
                self._check_token(request)
                response = await work(request, request_id)
            except LineError as error:
                response = error.response()
            response.headers["x-line-request-id"] = request_id
            self._line.requests.append((request.url.path, response.status_code))
            return response

        return endpoint

    def _check_token(self, request: Request) -> None:
        if request.headers.get("authorization") != f"Bearer {self._line.token}":
            raise LineError(
                401,
                "Authentication failed. Confirm that the access token in the authorization header is valid.",
            )

    async def _reply(self, request: Request, _request_id: str) -> Response:
        body = await json_body(request, messages.REPLY)
        if RETRY_KEY in request.headers:
            raise LineError(400, "The retry key can't be used with this endpoint")
        return await self._send(
            request, "reply", lambda: self._line.reply(body["replyToken"], body["messages"])
        )

    async def _push(self, request: Request, request_id: str) -> Response:
        body = await json_body(request, messages.PUSH)
        key = _retry_key(request)
        earlier = self._line.taken(key) if key else None
        if earlier is not None:
            raise LineError(
                409,
                "The retry key is already accepted",
                headers={"x-line-accepted-request-id": earlier.request_id},
                sentMessages=earlier.sent,
            )

        def push() -> list[Json]:
            sent = self._line.push(body["to"], body["messages"])
            if key:
                self._line.remember(key, request_id, sent)
            return sent

        return await self._send(request, "push", push)

    async def _send(self, request: Request, way: str, send: Callable[[], list[Json]]) -> Response:
        fault = self._line.faults.take(way)
        if fault is not None and not fault.after:
            return await misbehave(fault, request)
        sent = send()
        if fault is not None:
            return await misbehave(fault, request)
        return JSONResponse({"sentMessages": sent})

    async def _validate(self, request: Request, _request_id: str) -> Response:
        await json_body(request, messages.VALIDATE)
        return JSONResponse({})

    async def _loading(self, request: Request, _request_id: str) -> Response:
        body = await json_body(request, messages.LOADING)
        seconds = body.get("loadingSeconds", 20)
        if seconds % 5:
            raise invalid([{"message": "Must be a multiple of 5", "property": "loadingSeconds"}])
        self._line.load(body["chatId"], seconds)
        return JSONResponse({}, 202)

    async def _mark_as_read(self, request: Request, _request_id: str) -> Response:
        body = await json_body(request, messages.MARK_AS_READ)
        self._line.mark_read(body["markAsReadToken"])
        return JSONResponse({})

    async def _leave(self, request: Request, _request_id: str) -> Response:
        self._line.left.append(request.path_params["source_id"])
        return JSONResponse({})

    async def _quota(self, _request: Request, _request_id: str) -> Response:
        if self._line.quota is None:
            return JSONResponse({"type": "none"})
        return JSONResponse({"type": "limited", "value": self._line.quota})

    async def _consumption(self, _request: Request, _request_id: str) -> Response:
        return JSONResponse({"totalUsage": self._line.used})

    async def _info(self, _request: Request, _request_id: str) -> Response:
        return JSONResponse(
            {
                "userId": self._line.account_id,
                "basicId": "@000akari",
                "displayName": "Akari",
                "chatMode": "bot",
                "markAsReadMode": "auto",
            }
        )


def _retry_key(request: Request) -> str | None:
    key = request.headers.get(RETRY_KEY)
    if key is None:
        return None
    try:
        if str(uuid.UUID(key)) == key.lower():
            return key.lower()
    except ValueError:
        pass
    raise LineError(400, "The retry key must be a UUID in hexadecimal format")
