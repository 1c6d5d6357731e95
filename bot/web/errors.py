"""Errors as JSON for programs and as a page for people; never with anybody's words."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.desk.ports import StoreConflict, StoreUnavailable
from bot.web.pages import error_page

RETRY_AFTER = {"Retry-After": "5"}


def add_error_handlers(app: FastAPI) -> None:
    """Register the answers to errors."""

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        return _answer(request, error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def misshapen(request: Request, error: RequestValidationError) -> Response:
        # FastAPI's own answer would repeat the value that was sent.
        places = {".".join(str(part) for part in problem["loc"]) for problem in error.errors()}
        return _answer(request, 400, "wrong value: " + ", ".join(sorted(places)), {})

    @app.exception_handler(StoreConflict)
    @app.exception_handler(StoreUnavailable)
    async def store_away(request: Request, _error: Exception) -> Response:
        return _answer(request, 503, "store_unavailable", RETRY_AFTER)

    @app.exception_handler(TimeoutError)
    async def too_late(request: Request, _error: TimeoutError) -> Response:
        return _answer(request, 503, "deadline", RETRY_AFTER)


def _answer(request: Request, status: int, code: str, headers: dict[str, str]) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(error_page(status), status, headers)
    return JSONResponse({"error": code}, status, headers)
