"""A message to all who booked a session: written, looked at, sent once, followed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.desk.ports import Channel, SendError
from bot.desk.ports.boxes import Told
from bot.desk.ports.channel import Metered, Quota
from bot.editor.page import EditorPage, editor_of, go, row_id, typed
from bot.editor.parts import EditorParts
from bot.guide.bookings.times import is_decent
from bot.guide.bookings.words import spoken_period
from bot.guide.keeping.history import ChangeRefused, RowNotFound
from bot.guide.keeping.tell_everyone import (
    TEXT_MAX,
    Audience,
    Messenger,
    NobodyToTell,
    SentMessage,
    TellEveryone,
)
from bot.guide.plain_text import is_neutral

log = structlog.get_logger()

AUDIENCES = {
    Audience.BOOKED: "予約した方",
    Audience.EVERYBODY: "予約した方と、返事待ち・空き待ちの方",
}


@dataclass(frozen=True, slots=True)
class ChannelLoad:
    """How many people would be told on a channel, and what its platform still delivers this month."""

    name: str
    people: int
    metered: bool
    quota: Quota | None
    """None where the platform did not say."""

    @property
    def lacking(self) -> int:
        """How many would have to wait for the next month."""
        return self.quota.lacks(self.people) if self.quota else 0


@dataclass(frozen=True, slots=True)
class Followed:
    """A message that was sent, and what has become of it."""

    message: SentMessage
    by: str
    told: Told


class MessagePages(EditorPage):
    """The pages of one session's messages, reached from its attendance list."""

    menu_label = "お知らせ"
    add_to_menu = False
    path = "/messages"

    def __init__(self, parts: EditorParts, teller: Messenger, channels: Mapping[str, Channel]) -> None:
        super().__init__(parts)
        self._tell = TellEveryone(parts.store, teller)
        self._channels = channels

    @route("/{session_id:int}")
    async def write(self, request: Request) -> Response:
        """The form, and what was sent before."""
        return await self._form(request, Audience.BOOKED, "")

    @route("/{session_id:int}/look", methods=["POST"])
    async def look(self, request: Request) -> Response:
        """What would be sent to how many, before anything is sent."""
        form = await request.form()
        audience, text = _audience(typed(form, "audience")), typed(form, "text")
        if typed(form, "back"):
            return await self._form(request, audience, text)
        try:
            draft = await self._tell.draft(row_id(request, "session_id"), audience, text)
            if not draft.total:
                raise NobodyToTell
        except RowNotFound:
            raise
        except ChangeRefused as refused:
            return await self._form(request, audience, text, error=refused.text)
        return self.show(
            request,
            "pages/message_look.html",
            title="お知らせの確認",
            draft=draft,
            period=spoken_period(draft.session),
            audience=audience,
            audience_words=AUDIENCES[audience],
            text=text,
            loads=[await self._load(name, people) for name, people in sorted(draft.people.items())],
            neutral=is_neutral(text),
            decent=is_decent(self.now),
            once=secrets.token_urlsafe(16),
        )

    @route("/{session_id:int}/send", methods=["POST"])
    async def send(self, request: Request) -> Response:
        """Send what was looked at. The same form once more leads to the same message."""
        form, session_id = await request.form(), row_id(request, "session_id")
        audience, text, once = _audience(typed(form, "audience")), typed(form, "text"), typed(form, "once")
        if not 10 <= len(once) <= 64:
            return await self._form(request, audience, text, error="もう一度、確認からお願いします。")
        by = editor_of(request).counselor.id
        try:
            message = await self._tell.send(session_id, audience, text, once, by, self.now)
        except RowNotFound:
            raise
        except ChangeRefused as refused:
            return await self._form(request, audience, text, error=refused.text)
        log.info("message_to_all", change=message.id, session=session_id, told=message.told)
        return go(f"/messages/{session_id}/sent/{message.id}")

    @route("/{session_id:int}/sent/{message_id:int}")
    async def sent(self, request: Request) -> Response:
        """What has become of a message; looked at again by reloading."""
        session_id, message_id = row_id(request, "session_id"), row_id(request, "message_id")
        messages = await self._tell.sent(session_id)
        message = next((one for one in messages if one.id == message_id), None)
        if message is None:
            raise RowNotFound
        return self.show(
            request,
            "pages/message_sent.html",
            title="送ったお知らせ",
            session_id=session_id,
            followed=await self._followed(message),
            audience_words=AUDIENCES[message.audience],
        )

    async def _form(self, request: Request, audience: Audience, text: str, *, error: str = "") -> Response:
        session_id = row_id(request, "session_id")
        async with self.parts.store.read() as uow:
            session = await uow.sessions.get(session_id)
        if session is None:
            raise RowNotFound
        messages = await self._tell.sent(session_id)
        return self.show(
            request,
            "pages/message.html",
            status=400 if error else 200,
            title="お知らせを送る",
            session=session,
            period=spoken_period(session),
            audiences=AUDIENCES,
            audience=audience,
            text=text,
            text_max=TEXT_MAX,
            error=error,
            before=[await self._followed(message) for message in messages],
        )

    async def _followed(self, message: SentMessage) -> Followed:
        async with self.parts.accounts.read() as uow:
            counselor = await uow.counselors.get(message.by) if message.by else None
            told = await uow.outbox.told(message.session_id, message.at)
        return Followed(message, counselor.display_name if counselor else "", told)

    async def _load(self, name: str, people: int) -> ChannelLoad:
        channel = self._channels.get(name)
        if not isinstance(channel, Metered):
            return ChannelLoad(name, people, metered=False, quota=None)
        try:
            return ChannelLoad(name, people, metered=True, quota=await channel.quota())
        except SendError as error:
            log.warning("quota_unknown", channel=name, code=error.code)
            return ChannelLoad(name, people, metered=True, quota=None)


def _audience(word: str) -> Audience:
    return Audience(word) if word in set(Audience) else Audience.BOOKED
