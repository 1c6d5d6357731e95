"""Cancelling, restoring and deleting: pages that ask first."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.console import times
from bot.editor.page import EditorPage, editor_of, go, note, row_id
from bot.guide.keeping.history import RowNotFound, SessionHasBookings
from bot.guide.places.facts import Place
from bot.guide.sessions.facts import ClassSession
from bot.guide.sessions.seats import Seats, count_seats


class SessionActions(EditorPage):
    """What can be done with one session besides editing it."""

    menu_label = "教室・催しの回"
    path = "/sessions"
    add_to_menu = False

    @route("/{session_id:int}/cancel", name="session-cancel")
    async def ask_cancel(self, request: Request) -> Response:
        """Cancel? Who is told is said first."""
        return await self._ask(request, "cancel")

    @route("/{session_id:int}/cancel", methods=["POST"], name="session-cancel-post")
    async def cancel(self, request: Request) -> Response:
        """Cancel it and tell everybody concerned."""
        session, _seats = await self._session(request)
        await self.parts.sessions.cancel(session.id, editor_of(request).counselor.id, self.now)
        note(request, f"{named(session)}を中止にしました。")
        return go("/sessions/list")

    @route("/{session_id:int}/restore", name="session-restore")
    async def ask_restore(self, request: Request) -> Response:
        """Let it take place after all?"""
        return await self._ask(request, "restore")

    @route("/{session_id:int}/restore", methods=["POST"], name="session-restore-post")
    async def restore(self, request: Request) -> Response:
        """Let it take place after all."""
        session, _seats = await self._session(request)
        facts = session.facts.model_copy(update={"cancelled": False})
        await self.parts.sessions.change(session.id, facts, editor_of(request).counselor.id, self.now)
        note(request, f"{named(session)}の中止を取り消しました。")
        return go("/sessions/list")

    @route("/{session_id:int}/delete", name="session-delete")
    async def ask_delete(self, request: Request) -> Response:
        """Delete?"""
        return await self._ask(request, "delete")

    @route("/{session_id:int}/delete", methods=["POST"], name="session-delete-post")
    async def delete(self, request: Request) -> Response:
        """Delete a session nobody has booked."""
        session, _seats = await self._session(request)
        try:
            await self.parts.sessions.delete(session.id, editor_of(request).counselor.id, self.now)
        except SessionHasBookings as error:
            note(request, error.text, good=False)
            return go(f"/sessions/edit?pk={session.id}")
        note(request, f"{named(session)}を削除しました。「変更の記録」から元に戻せます。")
        return go("/sessions/list")

    async def _ask(self, request: Request, action: str) -> Response:
        session, seats = await self._session(request)
        over = session.ends_at <= self.now
        return self.show(
            request, "pages/session_ask.html", session=session, seats=seats, action=action, over=over
        )

    async def _session(self, request: Request) -> tuple[ClassSession, Seats]:
        async with self.parts.store.read() as uow:
            session = await uow.sessions.get(row_id(request, "session_id"))
            if session is None:
                raise RowNotFound
            return session, count_seats(session.capacity, await uow.bookings.standing(session.id))


class PlaceActions(EditorPage):
    """Deleting a place."""

    menu_label = "居場所"
    path = "/places"
    add_to_menu = False

    @route("/{place_id:int}/delete", name="place-delete")
    async def ask_delete(self, request: Request) -> Response:
        """Delete?"""
        return self.show(request, "pages/place_ask.html", place=await self._place(request))

    @route("/{place_id:int}/delete", methods=["POST"], name="place-delete-post")
    async def delete(self, request: Request) -> Response:
        """Delete it; the history can bring it back."""
        place = await self._place(request)
        await self.parts.places.delete(place.id, editor_of(request).counselor.id, self.now)
        note(request, f"「{place.name}」を削除しました。「変更の記録」から元に戻せます。")
        return go("/places/list")

    async def _place(self, request: Request) -> Place:
        async with self.parts.store.read() as uow:
            place = await uow.places.get(row_id(request, "place_id"))
        if place is None:
            raise RowNotFound
        return place


def named(session: ClassSession) -> str:
    """A session in a sentence."""
    return f"「{times.day(session.starts_at)} {session.title}」"
