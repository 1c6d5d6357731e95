"""A front desk that only takes webhooks: for tests of the stand-in and of the channel alone."""

from __future__ import annotations

from collections import deque

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


class Front:
    """Keeps what was delivered. `answers` are the statuses of the next answers; after them 200."""

    def __init__(self, *answers: int) -> None:
        self.answers = deque(answers)
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.app = Starlette(routes=[Route("/webhooks/line", self._take, methods=["POST"])])

    async def _take(self, request: Request) -> Response:
        self.received.append((dict(request.headers), await request.body()))
        return Response(status_code=self.answers.popleft() if self.answers else 200)
