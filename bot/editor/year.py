"""Last year's sessions as a start for this year's."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.editor import words
from bot.editor.page import EditorPage, editor_of, go, note, typed
from bot.guide.calendar_days import in_tokyo
from bot.guide.keeping.copy_year import CopyYear, fiscal_year
from bot.guide.keeping.history import RowNotFound


class YearPages(EditorPage):
    """Copies a service's sessions, after a look at them."""

    menu_label = "去年の回を写す"
    path = "/year"

    @route("")
    async def index(self, request: Request) -> Response:
        """What would be copied of a service."""
        service = request.query_params.get("service", "")
        chosen = service in words.SERVICES
        found = await CopyYear(self.parts.sessions).last_year(service, self.now) if chosen else []
        year = fiscal_year(in_tokyo(self.now).date())
        return self.show(
            request,
            "pages/year.html",
            services=words.SERVICES,
            service=service if chosen else "",
            found=found,
            year=year,
        )

    @route("/copy", methods=["POST"], name="year-copy")
    async def copy(self, request: Request) -> Response:
        """Copy them; twice adds nothing."""
        service = typed(await request.form(), "service")
        if service not in words.SERVICES:
            raise RowNotFound
        by = editor_of(request).counselor.id
        copied = await CopyYear(self.parts.sessions).copy_last_year(service, by, self.now)
        text = f"{words.SERVICES[service]}の回を{len(copied)}件写しました。日時と会場を確かめてください。"
        note(request, text if copied else "写す回はありませんでした。")
        return go("/sessions/list")
