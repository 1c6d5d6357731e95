"""A booking's calendar file, behind a link that cannot be guessed."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from bot.desk.ports import Clock
from bot.guide.bookings.calendar_file import FILE_NAME, ics
from bot.guide.bookings.tickets import Tickets
from bot.guide.ports import Store

CALENDAR = "/calendar"
HEADERS = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{FILE_NAME}"'}


def calendar_router(store: Store, tickets: Tickets, clock: Clock) -> APIRouter:
    """GET /calendar/{ticket}/yotei.ics."""
    router = APIRouter(include_in_schema=False)

    @router.get(f"{CALENDAR}/{{ticket}}/{FILE_NAME}")
    async def file(ticket: str) -> Response:
        booking_id = tickets.read(ticket)
        if booking_id is None:
            raise HTTPException(404, "このリンクは使えません。予約の確認からもう一度お試しください。")
        async with store.read() as uow:
            booking = await uow.bookings.get(booking_id)
            session = await uow.sessions.get(booking.session_id) if booking else None
        if booking is None or session is None:
            raise HTTPException(404, "この予約は見つかりませんでした。")
        return Response(ics(session, booking, clock.now()), media_type="text/calendar", headers=HEADERS)

    return router
