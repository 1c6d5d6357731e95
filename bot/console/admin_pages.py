"""For the administrator: what the installation lacks, and who opened which transcript."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from bot.console import render
from bot.console.gate import Gate
from bot.console.parts import ConsoleParts

ACCESS_ROWS = 100
"""Openings on one page of the access log."""
BeforeId = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class AdminPages:
    """Pages that show and change nothing."""

    parts: ConsoleParts
    gate: Gate

    async def check(self, request: Request) -> Response:
        """What is missing or wrong."""
        sign_in = await self.gate.admin(request)
        # Files are read for this, and the desk must not wait for them.
        state = await asyncio.to_thread(self.parts.state)
        return render.page("check.html", sign_in=sign_in, state=state)

    async def access(self, request: Request, before: BeforeId = None) -> Response:
        """The access log, newest first; `before` is the id of the last row of the page before."""
        sign_in = await self.gate.admin(request)
        async with self.parts.store.read() as uow:
            rows = await uow.access_log.recent(ACCESS_ROWS + 1, before_id=before)
        shown = rows[:ACCESS_ROWS]
        older = shown[-1].id if len(rows) > ACCESS_ROWS else None
        return render.page("access.html", sign_in=sign_in, rows=shown, older=older, first=before is None)
