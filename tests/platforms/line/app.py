"""The platform as an ASGI app."""

from __future__ import annotations

from starlette.applications import Starlette

from tests.platforms.line.api import Api
from tests.platforms.line.simulator import Simulator
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook


def line_app(line: Line, webhook: Webhook | None = None) -> Starlette:
    """The API of one account, and the page to chat on where there is a webhook."""
    routes = Api(line).routes()
    if webhook is not None:
        routes += Simulator(line, webhook).routes()
    return Starlette(routes=routes)
