"""Who comes to a session: on the screen, on paper, as a file. Every opening is recorded."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.editor.page import EditorPage, editor_of, row_id
from bot.guide.bookings.entities import BookingState
from bot.guide.bookings.words import spoken_period
from bot.guide.calendar_days import in_tokyo
from bot.guide.keeping.attendance import STATES, Attendance, attendance

STILL_OPEN = timedelta(hours=1)
"""A list that is opened again and again is recorded once in this time."""
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class AttendancePages(EditorPage):
    """The list of a session, reached from the session."""

    menu_label = "参加者"
    add_to_menu = False
    path = "/attendance"

    @route("/{session_id:int}")
    async def index(self, request: Request) -> Response:
        """The list with what can be done with it."""
        return await self._page(request, "pages/attendance.html")

    @route("/{session_id:int}/print")
    async def paper(self, request: Request) -> Response:
        """The list alone, for the desk at the door."""
        return await self._page(request, "pages/attendance_print.html")

    @route("/{session_id:int}/list.{kind}")
    async def file(self, request: Request) -> Response:
        """The list as CSV or as a spreadsheet."""
        kind = request.path_params["kind"]
        if kind not in KINDS:
            return Response(status_code=404)
        found = await self._found(request)
        content = found.as_csv() if kind == "csv" else found.as_xlsx()
        name = f"参加者_{in_tokyo(found.session.starts_at):%Y%m%d}_{found.session.id}.{kind}"
        attached = (
            f"attachment; filename=\"attendance-{found.session.id}.{kind}\"; filename*=UTF-8''{quote(name)}"
        )
        return Response(content, media_type=KINDS[kind], headers={"Content-Disposition": attached})

    async def _page(self, request: Request, template: str) -> Response:
        found = await self._found(request)
        people = {
            state: sum(booking.people for booking in found.bookings if booking.state is state)
            for state in BookingState
        }
        return self.show(
            request,
            template,
            title="参加者",
            session=found.session,
            period=spoken_period(found.session),
            bookings=found.bookings,
            states=STATES,
            groups=tuple(STATES),
            people=people,
            now=self.now,
        )

    async def _found(self, request: Request) -> Attendance:
        session_id, by = row_id(request, "session_id"), editor_of(request).counselor.id
        found = await attendance(self.parts.store, session_id)
        # Recorded before anything is shown; where that fails, nothing is.
        async with self.parts.accounts.write() as uow:
            if not await uow.access_log.attendance_noted_since(by, session_id, self.now - STILL_OPEN):
                await uow.access_log.note_attendance(by, session_id, self.now)
        return found
