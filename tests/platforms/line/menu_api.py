"""The endpoints of LINE's rich menus, as far as one menu for everybody needs them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.platforms.line import rich_menus
from tests.platforms.line.body import json_body
from tests.platforms.line.state import Line


class MenuApi:
    """Answers over the menus of one platform."""

    def __init__(self, line: Line) -> None:
        self._menus = line.menus

    async def create(self, request: Request, _request_id: str) -> Response:
        wanted = await json_body(request, rich_menus.menu)
        return JSONResponse({"richMenuId": self._menus.create(wanted)})

    async def validate(self, request: Request, _request_id: str) -> Response:
        await json_body(request, rich_menus.menu)
        return JSONResponse({})

    async def every(self, _request: Request, _request_id: str) -> Response:
        kept = self._menus.menus.values()
        return JSONResponse({"richmenus": [{"richMenuId": one.id, **one.menu} for one in kept]})

    async def one(self, request: Request, _request_id: str) -> Response:
        kept = self._menus.find(request.path_params["menu_id"])
        return JSONResponse({"richMenuId": kept.id, **kept.menu})

    async def delete(self, request: Request, _request_id: str) -> Response:
        self._menus.delete(request.path_params["menu_id"])
        return JSONResponse({})

    async def draw(self, request: Request, _request_id: str) -> Response:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        self._menus.draw(request.path_params["menu_id"], await request.body(), kind)
        return JSONResponse({})

    async def picture(self, request: Request, _request_id: str) -> Response:
        kept = self._menus.find(request.path_params["menu_id"])
        return Response(kept.picture, 200 if kept.picture else 404, media_type=kept.kind or None)

    async def show(self, request: Request, _request_id: str) -> Response:
        self._menus.show(request.path_params["menu_id"])
        return JSONResponse({})

    async def default(self, _request: Request, _request_id: str) -> Response:
        return JSONResponse({"richMenuId": self._menus.default()})

    async def hide(self, _request: Request, _request_id: str) -> Response:
        self._menus.shown = None
        return JSONResponse({})
