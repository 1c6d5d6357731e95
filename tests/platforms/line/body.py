"""The JSON body of a request to the platform."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from tests.platforms.line.checks import Check, Problems
from tests.platforms.line.errors import LineError, invalid
from tests.platforms.line.state import Json

BODY_MAX = 2 * 1024 * 1024


async def json_body(request: Request, check: Check) -> Json:
    """The body, after everything about it was checked."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise LineError(415, "The content type must be application/json")
    raw = await request.body()
    if len(raw) > BODY_MAX:
        raise LineError(413, "The request body exceeds 2 MB")
    try:
        body: Any = json.loads(raw)
    except (ValueError, RecursionError):
        raise LineError(400, "The request body could not be parsed as JSON") from None
    problems: Problems = []
    check(body, "", problems)
    if problems:
        raise invalid(problems)
    return dict(body)
