"""The only readers of transcripts and requests. Nothing is read without a record of who opened it when."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.console import labels, marks
from bot.conversation.entities import Conversation, Handoff, Message
from bot.conversation.levels import RiskLevel
from bot.desk.paging_ports import PagingState
from bot.desk.ports import Clock, Counselor, Store, UnitOfWork
from bot.desk.summary import Summary, summarize
from bot.guide.requests.entities import Request
from bot.guide.requests.errors import RequestNotFound
from bot.guide.requests.words import answers

STILL_OPEN = timedelta(hours=1)
"""A page that stays open and looks again is recorded once in this time."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message as the page shows it."""

    id: int
    author: str
    """contact, assistant, counselor or system."""
    label: str
    at: datetime
    level: RiskLevel
    unsent: bool
    kind: str
    pieces: tuple[marks.Piece, ...]
    findings: tuple[str, ...]
    offers: tuple[str, ...]

    @property
    def version(self) -> str:
        """Differs when the page has to show the line anew."""
        return f"{zlib.crc32(repr(self).encode(errors='replace')):08x}"


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation with all that was said in it."""

    conversation: Conversation
    lines: tuple[Line, ...]
    handoff: Handoff | None
    holder: str | None
    failures: tuple[str, ...]
    earlier: tuple[Conversation, ...]
    later: tuple[Conversation, ...]
    summary: Summary
    paging: PagingState | None
    requests: tuple[Request, ...]
    """What the person asked of the desk; the page names kind and state alone."""


@dataclass(frozen=True, slots=True)
class TranscriptReader:
    """Reads transcripts for counselors and keeps the access log."""

    store: Store
    clock: Clock

    async def open(self, conversation_id: int, counselor: Counselor) -> Transcript:
        """The transcript, with its opening recorded; ConversationNotFound where there is none."""
        async with self.store.write() as uow:
            transcript = await _read(uow, conversation_id)
            await uow.access_log.note(counselor.id, conversation_id, self.clock.now())
        return transcript

    async def look_again(self, conversation_id: int, counselor: Counselor) -> Transcript:
        """The transcript for a page that is open already; a forgotten opening is recorded anew."""
        since = self.clock.now() - STILL_OPEN
        async with self.store.read() as uow:
            if await uow.access_log.noted_since(counselor.id, conversation_id, since):
                return await _read(uow, conversation_id)
        return await self.open(conversation_id, counselor)


@dataclass(frozen=True, slots=True)
class OpenedRequest:
    """A request with what the person answered, by the labels of the form."""

    request: Request
    answers: tuple[tuple[str, str], ...]
    conversation: Conversation | None
    handler: str | None
    """The counselor who changed it last."""


@dataclass(frozen=True, slots=True)
class RequestReader:
    """Reads requests for counselors and keeps the access log."""

    store: Store
    clock: Clock

    async def open(self, request_id: int, counselor: Counselor) -> OpenedRequest:
        """The request, with its opening recorded; RequestNotFound where there is none."""
        now = self.clock.now()
        async with self.store.write() as uow:
            opened = await _read_request(uow, request_id)
            # Saving and going back to the page is one opening.
            if not await uow.access_log.request_noted_since(counselor.id, request_id, now - STILL_OPEN):
                conversation_id = opened.request.conversation_id
                await uow.access_log.note_request(counselor.id, request_id, conversation_id, now)
        return opened


async def _read_request(uow: UnitOfWork, request_id: int) -> OpenedRequest:
    request = await uow.requests.get(request_id)
    if request is None:
        raise RequestNotFound
    handler = await uow.counselors.get(request.handled_by) if request.handled_by else None
    return OpenedRequest(
        request=request,
        answers=tuple(answers(request)),
        conversation=await uow.conversations.get(request.conversation_id)
        if request.conversation_id
        else None,
        handler=handler.display_name if handler else None,
    )


async def _read(uow: UnitOfWork, conversation_id: int) -> Transcript:
    conversation = await uow.conversations.get(conversation_id)
    contact = conversation.contact
    others = await uow.conversations.of_contact(contact.channel, contact.external_id)
    holder = await uow.counselors.get(conversation.holder_id) if conversation.holder_id else None
    messages = await uow.messages.transcript(conversation_id)
    handoff = await uow.handoffs.open_of(conversation_id)
    return Transcript(
        conversation=conversation,
        lines=tuple(_line(message) for message in messages),
        handoff=handoff,
        holder=holder.display_name if holder else None,
        failures=tuple(await uow.outbox.failed_codes(conversation_id)),
        earlier=_sorted(other for other in others if other.id < conversation_id),
        later=_sorted(other for other in others if other.id > conversation_id),
        summary=summarize(conversation, messages, handoff),
        paging=await uow.pagings.state_of(conversation_id),
        requests=tuple(await uow.requests.of_contact(contact.id)),
    )


def _sorted(conversations: Iterable[Conversation]) -> tuple[Conversation, ...]:
    return tuple(sorted(conversations, key=lambda conversation: conversation.id))


def _line(message: Message) -> Line:
    signals = message.assessment.signals if message.assessment else ()
    text = "" if message.unsent else message.text
    return Line(
        id=message.id,
        author=message.author.value,
        label=labels.author(message.author, message.counselor_name),
        at=message.created_at,
        level=message.assessment.level if message.assessment else RiskLevel.NONE,
        unsent=message.unsent,
        kind=labels.kind(message.kind),
        pieces=marks.pieces(text, signals),
        findings=() if message.unsent else marks.findings(text, signals),
        offers=_offers(message),
    )


def _offers(message: Message) -> tuple[str, ...]:
    bubble = message.bubble
    if bubble is None or message.unsent:
        return ()
    return (
        *(card.title for card in bubble.cards),
        *(choice.label for choice in bubble.choices),
        *(call.label for call in bubble.calls),
        *(link.label for link in bubble.links),
    )
