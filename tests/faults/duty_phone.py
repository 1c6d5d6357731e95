"""Stands in for the alarm system that a page goes to: takes, refuses, or is not there at all."""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from bot.notify.webhook import signature

SECRET = "test-page-secret"
_ROSTER = """\
people:
  - id: sato
    name: 佐藤
    contacts:
      - {{way: webhook, address: "{first}"}}
  - id: suzuki
    name: 鈴木
    contacts:
      - {{way: webhook, address: "{second}"}}
shifts:
  - {{person: sato, days: [mon, tue, wed, thu, fri, sat, sun], hours: "0:00-24:00", holidays: true}}
fallback: [suzuki]
"""


class DutyPhone:
    """Keeps the pages it took. Pages with a wrong signature are refused."""

    def __init__(self) -> None:
        self.refuses = False
        self.asked = 0
        self.pages: list[dict[str, Any]] = []
        self.app = FastAPI()
        self.app.post("/{name}", response_model=None)(self._page)

    async def _page(self, name: str, request: Request) -> Response:
        self.asked += 1
        body = await request.body()
        if not hmac.compare_digest(request.headers["x-akari-signature"], signature(SECRET, body)):
            return JSONResponse({}, 401)
        if self.refuses:
            return JSONResponse({}, 500)
        self.pages.append({"for": name, **await request.json()})
        return JSONResponse({})


def write_roster(file: Path, base: str) -> None:
    """Sato is always on duty; Suzuki is called when Sato does not answer."""
    file.write_text(_ROSTER.format(first=f"{base}/sato", second=f"{base}/suzuki"), encoding="utf-8")
