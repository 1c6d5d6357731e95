"""The link in a page to the person on duty: one button that says "I have seen it"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from bot.web.pages import acknowledge_page

Acknowledge = Callable[[str], Awaitable[str | None]]
"""Takes a page's token; the name of the person who was called, or None for an unknown token."""

_NEVER_KEPT = {"Cache-Control": "no-store"}


def acknowledge_router(acknowledge: Acknowledge) -> APIRouter:
    """GET shows a button, POST acknowledges: a preview that fetches the link changes nothing."""
    router = APIRouter()

    @router.get("/page/{token}", response_model=None)
    async def show(token: str) -> Response:
        return HTMLResponse(acknowledge_page(done=False, known=True), headers=_NEVER_KEPT)

    @router.post("/page/{token}", response_model=None)
    async def confirm(token: str) -> Response:
        name = await acknowledge(token)
        status = 200 if name is not None else 404
        return HTMLResponse(acknowledge_page(done=True, known=name is not None), status, _NEVER_KEPT)

    return router
