"""The editor's first page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.editor.page import BASE, EditorPage


class Home(EditorPage):
    """What can be edited, and what is on show now."""

    menu_label = "はじめに"
    path = "/"
    route_name = "index"

    @route("")
    async def index(self, request: Request) -> Response:
        """The page."""
        now = self.now
        async with self.parts.store.read() as uow:
            coming = await uow.sessions.coming(None, now)
            places = await uow.places.everyone()
        return self.show(
            request,
            "pages/home.html",
            own=sum(not session.sample for session in coming),
            sample_sessions=sum(session.sample for session in coming),
            own_places=sum(not place.sample for place in places),
            sample_places=sum(place.sample for place in places),
        )

    def is_active(self, request: Request) -> bool:
        return str(request.url.path).rstrip("/") == BASE
