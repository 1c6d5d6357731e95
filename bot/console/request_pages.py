"""The requests of the desk: what was asked for, how long it waits, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Path, Request
from fastapi.responses import Response

from bot.console import render, times
from bot.console.access import OpenedRequest, RequestReader
from bot.console.errors import Refusal, away_or_refusal, unreadable
from bot.console.forms import Form
from bot.console.gate import Gate
from bot.console.parts import ConsoleParts
from bot.console.request_lists import read_lists
from bot.desk.bell import Change
from bot.desk.ports import SignIn
from bot.guide.plain_text import is_neutral
from bot.guide.requests.ask import NOTE_MAX, HandleRequests
from bot.guide.requests.entities import RequestState
from bot.guide.requests.kinds import RequestKind

REQUESTS = "/console/requests"
STATES = (RequestState.IN_PROGRESS, RequestState.DONE, RequestState.CANCELLED)
"""The states a counselor may choose."""
RequestId = Annotated[int, Path(ge=1, le=2**31 - 1)]

_DONE = {"saved": "記録しました。", "told": "記録しました。ご本人にお知らせを送ります。"}
_TELLING = (
    "お知らせは、ご家族の目にふれることがあります。ひきこもりやこころの相談だとわかる言葉を避けて、"
    "書きなおしてください。「知らせる」の印を外せば、そのまま記録できます。"
)


@dataclass(frozen=True, slots=True)
class RequestPages:
    """The list, which names nobody, and the page of one request, whose opening is recorded."""

    parts: ConsoleParts
    gate: Gate
    reader: RequestReader
    handle: HandleRequests

    async def show(self, request: Request, kind: str = "") -> Response:
        """The whole list."""
        sign_in = await self.gate.reader(request)
        return render.page("requests.html", sign_in=sign_in, **await self._lists(kind))

    async def lists(self, request: Request, kind: str = "") -> Response:
        """The list alone, to be put into an open page."""
        sign_in = await self.gate.reader(request)
        return render.page("_request_lists.html", sign_in=sign_in, **await self._lists(kind))

    async def count(self, request: Request) -> Response:
        """How many are unfinished, for the menu."""
        await self.gate.reader(request)
        return render.data({"unfinished": await self.handle.count()})

    async def one(self, request: Request, request_id: RequestId) -> Response:
        """One request with its answers; its opening is recorded."""
        sign_in = await self.gate.reader(request)
        opened = await self.reader.open(request_id, sign_in.counselor)
        return self._page(sign_in, opened, done=_DONE.get(request.query_params.get("done", ""), ""))

    async def move(self, request: Request, request_id: RequestId) -> Response:
        """Record what was done, and tell the person where that is wished."""
        sign_in, form = await self.gate.reader_posted(request)
        try:
            conversation_id = await self._move(request_id, sign_in, form)
        except Exception as error:
            reason = away_or_refusal(error)
            if reason is None or reason.status in (404, 503):
                raise
            opened = await self.reader.open(request_id, sign_in.counselor)
            return self._page(sign_in, opened, form=form, refused=reason)
        for change in (Change.QUEUE, Change.OUTBOX):
            self.parts.bell.ring(change, conversation_id=conversation_id)
        return render.go(f"{REQUESTS}/{request_id}?done={'told' if form.get('tell') else 'saved'}")

    async def _move(self, request_id: int, sign_in: SignIn, form: Form) -> int:
        """The conversation that the request came from, 0 for none."""
        note, tell = form.get("note", ""), bool(form.get("tell"))
        if len(note) > NOTE_MAX:
            raise Refusal(400, "操作できませんでした", f"伝える言葉は{NOTE_MAX}文字までにしてください。")
        if tell and not is_neutral(note):
            raise Refusal(400, "操作できませんでした", _TELLING)
        moved = await self.handle.move(
            request_id,
            _state(form),
            self.parts.clock.now(),
            note=note,
            by=sign_in.counselor.id,
            seen=_seen(form),
            tell=tell,
        )
        return moved.conversation_id or 0

    async def _lists(self, kind: str) -> dict[str, Any]:
        chosen = RequestKind(kind) if kind in set(RequestKind) else None
        async with self.parts.store.read() as uow:
            return await read_lists(uow, chosen, self.parts.clock.now())

    def _page(
        self,
        sign_in: SignIn,
        opened: OpenedRequest,
        *,
        form: Form | None = None,
        refused: Refusal | None = None,
        done: str = "",
    ) -> Response:
        """The page; after a refusal with what was typed, so that nothing is lost."""
        request, now = opened.request, self.parts.clock.now()
        draft = form or {}
        return render.page(
            "request.html",
            status=refused.status if refused else 200,
            sign_in=sign_in,
            opened=opened,
            request=request,
            conversation=opened.conversation,
            blocked=opened.conversation is not None and opened.conversation.contact.blocked,
            waited=times.waited(request.created_at, now),
            waited_s=max(0, int((now - request.created_at).total_seconds())),
            states=STATES,
            chosen=draft.get("state", RequestState.IN_PROGRESS.value),
            draft=draft.get("note", request.note),
            tell=bool(draft.get("tell")),
            note_max=NOTE_MAX,
            error=refused.text if refused else "",
            done=done,
        )


def _state(form: Form) -> RequestState:
    states = {state.value: state for state in STATES}
    state = states.get(form.get("state", ""))
    if state is None:
        raise Refusal(400, "操作できませんでした", "状態を選んでください。")
    return state


def _seen(form: Form) -> datetime:
    try:
        seen = datetime.fromisoformat(form.get("seen", ""))
    except ValueError:
        raise unreadable() from None
    if seen.tzinfo is None:
        raise unreadable()
    return seen
