"""The front page of a trial run, and the files its pages use."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, HTMLResponse, Response

from bot.web.pages import STATIC, front_page

_FILES = frozenset(path.name for path in STATIC.iterdir() if path.is_file())
_KEPT = {"Cache-Control": "no-cache"}


def assets_router() -> APIRouter:
    """The style sheet and pictures of the web server's own pages."""
    router = APIRouter()

    @router.get("/assets/{name}", response_model=None)
    async def asset(name: str) -> Response:
        if name not in _FILES:
            raise HTTPException(404, "not_found")
        return FileResponse(STATIC / name, headers=_KEPT)

    @router.get("/favicon.ico", response_model=None)
    async def favicon() -> Response:
        return FileResponse(STATIC / "akari.svg", headers=_KEPT)

    return router


def front_router(line_simulator_url: str | None, *, chat: bool) -> APIRouter:
    """GET /: what Akari is, to be tried at once."""
    router = APIRouter()
    page = front_page(line_simulator_url, chat=chat)

    @router.get("/", response_model=None)
    async def front() -> Response:
        return HTMLResponse(page, headers=_KEPT)

    return router
