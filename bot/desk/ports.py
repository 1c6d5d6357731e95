"""What the front desk needs from outside: channel, assistant, screen, store, notifier, clock.

Adapters implement these Protocols; a contract test suite in tests/contract/ runs over all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.conversation.assessment import Assessment
from bot.conversation.content import Author, Bubble
from bot.conversation.entities import (
    Contact,
    Conversation,
    Handoff,
    HandoffReason,
    Message,
    MessageKind,
)
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.paging_ports import Pagings
from bot.guide.shelf import CatalogueFiles
from bot.desk.events import Parsed, ReplyToken, Said


class Clock(Protocol):
    """The time now, always with a time zone."""

    def now(self) -> datetime: ...


# --- channel ---------------------------------------------------------------------------------


class BadSignature(Exception):
    """The webhook was not signed by the platform. `missing` tells an absent header apart."""

    def __init__(self, *, missing: bool) -> None:
        super().__init__("signature header missing" if missing else "signature does not match")
        self.missing = missing


class BadBody(Exception):
    """The webhook body does not have the platform's shape; the message says where."""


class SendError(Exception):
    """The platform did not take a message. `code` is short and safe to show and log."""

    def __init__(self, code: str, *, retryable: bool, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retryable = retryable
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request to a platform: the bubbles of one outbox row.

    `key` is the row's UUID; a channel that knows idempotency keys sends it.
    `payloads` is what `render` made. `risk` marks words that danger asked for.
    """

    key: str
    contact: str
    payloads: Sequence[Mapping[str, Any]]
    reply_token: ReplyToken | None = None
    risk: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What the platform answered. `way` is "reply", "push" or the channel's own word."""

    external_ids: tuple[str, ...] = ()
    way: str = "push"


class Channel(Protocol):
    """A place where people write. Never sees the store or the web server."""

    name: str

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raise BadSignature unless the platform signed exactly these bytes."""

    def parse(self, body: bytes, received_at: datetime) -> list[Parsed]:
        """Every event of the body, each field checked; BadBody when the shape is wrong."""

    def render(self, bubbles: Sequence[Bubble], author: Author) -> list[list[Mapping[str, Any]]]:
        """The bubbles as the platform's messages, cut into requests it accepts."""

    async def send(self, delivery: Delivery) -> Sent:
        """Deliver one request; SendError when the platform did not take it."""


# --- assistant -------------------------------------------------------------------------------


class AssistantUnavailable(Exception):
    """The assistant gave no usable answer in time. `code`: timeout, refused, empty, status_500, …"""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Question:
    """One turn put to the assistant. `key` is the message's id, so a repeat is recognised."""

    session: str
    key: str
    text: str
    channel: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says. `handoff` asks for a human; `level` is its own second net."""

    bubbles: tuple[Bubble, ...]
    intent: str = ""
    topic: str = "out_of_scope"
    confidence: float = 0.0
    handoff: HandoffReason | None = None
    level: RiskLevel = RiskLevel.NONE


class Assistant(Protocol):
    """Understands and answers one turn; keeps its own memory per session."""

    async def ask(self, question: Question) -> Answer:
        """The answer, or AssistantUnavailable; never later than its deadline."""


class Screen(Protocol):
    """Sees danger in a text. `recent` are the contact's last texts, oldest first."""

    def quick(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        """The rule layer: pure, about a millisecond."""

    def full(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        """Rules and model together: tens of milliseconds, so call it off the event loop."""


# --- store -----------------------------------------------------------------------------------


class StoreUnavailable(Exception):
    """The database cannot be reached or is locked for too long."""


class StoreConflict(Exception):
    """Somebody else wrote the same thing at the same moment; nothing was kept, so try again."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One received message that waits to be answered."""

    id: int
    conversation_id: int
    message_id: int
    attempts: int
    reply_token: ReplyToken | None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One request that waits to be sent."""

    id: str
    contact: Contact
    conversation_id: int
    payloads: list[dict[str, Any]]
    attempts: int
    reply_token: ReplyToken | None
    risk: bool


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One line of the queue: a conversation that waits for, or is held by, a human."""

    conversation: Conversation
    handoff: Handoff
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Counselor:
    """Somebody who signs in at the console."""

    id: int
    login: str
    display_name: str
    roles: tuple[str, ...] = ("counselor",)
    disabled: bool = False


class Conversations(Protocol):
    async def get(self, conversation_id: int) -> Conversation:
        """The conversation, or ConversationNotFound."""

    async def current(self, channel: str, external_id: str, now: datetime) -> Conversation:
        """The contact's open conversation; contact and conversation are made when missing."""

    async def change_status(
        self, conversation: Conversation, wanted: Status, *, holder_id: int | None = None
    ) -> bool:
        """Change the status if it still is what `conversation` says; False if it is not."""

    async def change_holder(self, conversation: Conversation, holder_id: int) -> None:
        """Another counselor holds a claimed conversation from now on."""

    async def raise_level(self, conversation_id: int, level: RiskLevel) -> None:
        """Keep the higher of the stored level and this one."""

    async def lower_level(self, conversation_id: int, level: RiskLevel) -> None:
        """Set the level: only a counselor does this."""

    async def mark_blocked(self, channel: str, external_id: str, *, blocked: bool) -> None: ...

    async def of_contact(self, channel: str, external_id: str) -> list[Conversation]:
        """All conversations of a contact, oldest first."""

    async def flagged(self) -> list[Conversation]:
        """Conversations the assistant holds in which something worrying was said."""


class Messages(Protocol):
    async def add_inbound(self, conversation_id: int, said: Said, assessment: Assessment, now: datetime) -> int: ...

    async def add_outbound(
        self, conversation_id: int, author: Author, bubble: Bubble, now: datetime, *, counselor_id: int | None = None
    ) -> int: ...

    async def get(self, message_id: int) -> Message: ...

    async def recent_texts(self, conversation_id: int, *, before_id: int | None, since: datetime, limit: int) -> list[str]:
        """The contact's last texts, oldest first."""

    async def recent_levels(self, conversation_id: int, *, before_id: int, limit: int) -> list[RiskLevel]:
        """The levels of the contact's last messages, newest first."""

    async def assess(self, message_id: int, assessment: Assessment) -> None:
        """Store a later, better assessment of a message."""

    async def unsend(self, channel: str, external_id: str, message_external_id: str, now: datetime) -> None: ...

    async def transcript(self, conversation_id: int, *, after_id: int = 0) -> list[Message]: ...

    async def last_outbound(self, conversation_id: int) -> list[Message]:
        """The outbound messages after the contact's last message, oldest first."""


class Inbox(Protocol):
    async def add(self, channel: str, event_id: str, now: datetime, *, conversation_id: int | None = None,
                  message_id: int | None = None, reply_token: ReplyToken | None = None) -> bool:
        """Record an event; False when (channel, event_id) was seen before. Without a message
        there is nothing to answer and the row is born handled."""

    async def seen(self, channel: str, event_id: str) -> bool:
        """Whether this event was recorded before."""

    async def pending_conversations(self, now: datetime, limit: int) -> list[int]: ...

    async def next_of(self, conversation_id: int, now: datetime) -> InboxRow | None:
        """The oldest unhandled row, unless it waits for its next attempt."""

    async def mark_handled(self, row_id: int, now: datetime) -> bool: ...

    async def postpone(self, row_id: int, until: datetime, code: str) -> None: ...

    async def move_waiting(self, conversation_id: int, to_conversation_id: int) -> int:
        """Move unhandled rows and their messages to another conversation; the number moved."""


class Outbox(Protocol):
    async def add(self, conversation: Conversation, payloads: list[list[Mapping[str, Any]]], now: datetime, *,
                  reply_token: ReplyToken | None = None, risk: bool = False) -> None:
        """One row per request; the first takes the reply token."""

    async def pending_contacts(self, now: datetime, limit: int) -> list[int]: ...

    async def next_of(self, contact_id: int, now: datetime) -> OutboxRow | None: ...

    async def following(self, row: OutboxRow, limit: int) -> list[OutboxRow]:
        """What waits for the same contact behind this row, oldest first."""

    async def spend_reply_token(self, row_id: str) -> None:
        """Note, before it is used, that the row's reply token is used up: a crash must not use it twice."""

    async def mark_sent(self, row_id: str, sent: Sent, now: datetime) -> None: ...

    async def postpone(self, row_id: str, until: datetime, code: str) -> None: ...

    async def mark_failed(self, row_id: str, code: str, now: datetime) -> None: ...

    async def failed_codes(self, conversation_id: int) -> list[str]:
        """Why messages of this conversation could not be delivered at all."""

    async def fresh_reply_token(self, conversation_id: int, now: datetime) -> ReplyToken | None:
        """An unused, still valid reply token of the contact's latest message; it is taken by this call."""


class Handoffs(Protocol):
    async def open(self, conversation_id: int, reason: HandoffReason, level: RiskLevel, now: datetime) -> Handoff:
        """Open a handoff, or raise the level of the one that is open."""

    async def open_of(self, conversation_id: int) -> Handoff | None: ...

    async def mark_claimed(self, conversation_id: int, counselor_id: int, now: datetime) -> None: ...

    async def mark_released(self, conversation_id: int) -> None: ...

    async def mark_closed(self, conversation_id: int, now: datetime) -> None: ...

    async def queue(self) -> list[QueueEntry]:
        """Everything waiting or claimed: the highest level first, then the longest waiting."""


class Counselors(Protocol):
    async def add(self, login: str, display_name: str, password_hash: str, roles: Sequence[str], now: datetime) -> Counselor: ...

    async def by_login(self, login: str) -> tuple[Counselor, str] | None:
        """The counselor and the password hash."""

    async def get(self, counselor_id: int) -> Counselor | None: ...

    async def count(self) -> int: ...

    async def everyone(self) -> list[Counselor]:
        """All who can sign in, by name."""

    async def set_password(self, login: str, password_hash: str) -> None: ...


@dataclass(frozen=True, slots=True)
class SignIn:
    """A signed-in browser. `token_hash` is what is stored; the cookie holds the token itself."""

    token_hash: str
    counselor: Counselor
    csrf: str
    expires_at: datetime


class SignIns(Protocol):
    async def add(self, token_hash: str, counselor_id: int, csrf: str, expires_at: datetime) -> None: ...

    async def get(self, token_hash: str, now: datetime) -> SignIn | None: ...

    async def drop(self, token_hash: str) -> None: ...

    async def drop_others(self, counselor_id: int, keep_token_hash: str) -> None:
        """End all other sign-ins of a counselor (after a change of password)."""

    async def drop_expired(self, now: datetime) -> None:
        """Forget sign-ins that have ended by themselves."""

    async def note_failure(self, login: str, now: datetime) -> None: ...

    async def failures_since(self, login: str, since: datetime) -> int: ...


class AccessLog(Protocol):
    async def note(self, counselor_id: int, conversation_id: int, now: datetime) -> None:
        """Record that a counselor has opened the transcript of a conversation."""

    async def noted_since(self, counselor_id: int, conversation_id: int, since: datetime) -> bool:
        """Whether the counselor's opening of this transcript is recorded since then."""


class UnitOfWork(Protocol):
    """One transaction: it is committed when the `async with` block ends well, and undone otherwise."""

    conversations: Conversations
    messages: Messages
    inbox: Inbox
    outbox: Outbox
    handoffs: Handoffs
    pagings: Pagings
    catalogue: CatalogueFiles
    counselors: Counselors
    sign_ins: SignIns
    access_log: AccessLog


class Store(Protocol):
    def write(self) -> AbstractAsyncContextManager[UnitOfWork]: ...

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]: ...
