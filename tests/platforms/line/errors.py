"""Refusals with the body that LINE gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse


class LineError(Exception):
    """A refusal: status, message, details, headers."""

    def __init__(
        self,
        status: int,
        message: str,
        details: list[dict[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.body: dict[str, Any] = {"message": message, **more}
        if details:
            self.body["details"] = details

    def response(self) -> JSONResponse:
        return JSONResponse(self.body, self.status, self.headers)


def invalid(problems: list[dict[str, str]]) -> LineError:
    """The refusal of a body with these problems."""
    return LineError(400, f"The request body has {len(problems)} error(s)", problems)
