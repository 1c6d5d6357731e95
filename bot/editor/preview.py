"""What will be said, before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.exceptions import FormValidationError
from starlette_admin.routing import route
from starlette_admin.types import RequestAction

from bot.editor.facts_view import FactsView
from bot.editor.looks import Look, look
from bot.editor.page import EditorPage
from bot.editor.parts import EditorParts
from bot.editor.places import PlacesView
from bot.editor.sessions import SessionsView
from bot.guide.places.card import place_card
from bot.guide.places.facts import Place, PlaceFacts
from bot.guide.places.find import FoundPlace
from bot.guide.procedures import places_seen, session_steps
from bot.guide.sessions.card import session_card
from bot.guide.sessions.facts import ClassSession, SessionFacts
from bot.guide.sessions.seats import count_seats
from bot.guide.sessions.upcoming import Upcoming


class Preview(EditorPage):
    """The forms' drafts as LINE and the web will show them. Nothing is kept."""

    menu_label = "ご案内での見え方"
    path = "/preview"
    add_to_menu = False

    def __init__(self, parts: EditorParts) -> None:
        super().__init__(parts)
        self._sessions, self._places = SessionsView(parts), PlacesView(parts)

    @route("/sessions", methods=["POST"], name="preview-session")
    async def session(self, request: Request) -> Response:
        """A session's draft."""
        form, faults, looks = await request.form(), {}, list[Look]()
        try:
            facts = await draft(self._sessions, request, form)
            upcoming = await self._upcoming(request, facts)
            looks = [look("この回のカード", session_steps.line(upcoming), session_card(upcoming))]
        except FormValidationError as error:
            faults = error.errors
        return self._answer(request, self._sessions, looks, faults)

    @route("/places", methods=["POST"], name="preview-place")
    async def place(self, request: Request) -> Response:
        """A place's draft: families read it differently where it is for the persons alone."""
        form, faults, looks = await request.form(), {}, list[Look]()
        try:
            facts: PlaceFacts = await draft(self._places, request, form)
            row = await self._places.find_by_pk(request, request.query_params.get("pk", ""))
            whole = {**facts.model_dump(), "sample": row is not None and row.facts.sample}
            found = FoundPlace(Place(id=row.id if row else 0, **whole))
            looks = [_place_look("ご本人へ" if facts.persons_only else "どなたにも", found)]
            if facts.persons_only:
                looks.append(_place_look("ご家族へ", replace(found, to_tell=True)))
        except FormValidationError as error:
            faults = error.errors
        return self._answer(request, self._places, looks, faults)

    async def _upcoming(self, request: Request, facts: SessionFacts) -> Upcoming:
        row = await self._sessions.find_by_pk(request, request.query_params.get("pk", ""))
        if row is not None:
            facts = facts.model_copy(update={"cancelled": row.facts.cancelled, "sample": row.facts.sample})
        session = ClassSession(id=row.id if row else 0, **facts.model_dump())
        async with self.parts.store.read() as uow:
            seats = count_seats(session.capacity, await uow.bookings.standing(session.id))
        bookable = self.now < session.bookable_until and not session.cancelled
        return Upcoming(session, seats.left, seats.waiting, bookable)

    def _answer(
        self, request: Request, view: FactsView[Any], looks: Sequence[Look], faults: dict[Any, Any]
    ) -> Response:
        missing = [field.label for field in view.fields if field.name in faults]
        part = "x-editor" in request.headers
        template = "pages/_preview.html" if part else "pages/preview.html"
        return self.show(request, template, looks=looks, missing=missing)


def _place_look(heading: str, found: FoundPlace) -> Look:
    return look(heading, places_seen.line(found), place_card(found))


async def draft(view: FactsView[Any], request: Request, form: FormData) -> Any:
    """The facts in a posted form; FormValidationError when they are not right yet."""
    request.state.action = RequestAction.CREATE
    fields = view.get_fields_list(request)
    return view.facts_from({field.name: await field.parse_input(request, form) for field in fields})
