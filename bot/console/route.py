"""Routes whose refusals become pages, or short JSON where the page's script asks."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute

from bot.console import render
from bot.console.errors import NotSignedIn, Refusal, away_or_refusal, not_found

SCRIPT_HEADER = "x-console"
"""Sent by the page's own script, which wants JSON instead of pages and redirects."""
SIGN_IN = "/console/sign-in"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def by_script(request: Request) -> bool:
    """Whether the page's script asks, and not the browser itself."""
    return SCRIPT_HEADER in request.headers


class ConsoleRoute(APIRoute):
    """A route that answers every refusal itself."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handler(request)
            except Exception as error:
                refused = answer(request, error)
                if refused is None:
                    raise
                return refused

        return handled


def answer(request: Request, error: Exception) -> Response | None:
    """What is answered to an error; None for one that is a defect."""
    if isinstance(error, NotSignedIn):
        return _sign_in_first(request)
    if isinstance(error, RequestValidationError):
        return refuse(request, not_found())
    reason = away_or_refusal(error)
    return None if reason is None else refuse(request, reason)


def refuse(request: Request, reason: Refusal) -> Response:
    """The refusal as a page or as JSON."""
    if by_script(request):
        return render.data({"error": reason.text}, status=reason.status)
    return render.refusal(reason)


def _sign_in_first(request: Request) -> Response:
    if by_script(request) or "text/event-stream" in request.headers.get("accept", ""):
        return render.data({"error": "サインインの有効期限が切れました。"}, status=401)
    if request.method != "GET" or request.url.path == "/console":
        return render.go(SIGN_IN)
    return render.go(f"{SIGN_IN}?next={quote(request.url.path)}")
