"""The rows of waiting work: inbox and outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.conversation.entities import Contact, Conversation
from bot.desk.events import ReplyToken
from bot.desk.ports.channel import Sent


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
class Told:
    """How many people have a message, still wait for it, or could not be reached at all."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


class Inbox(Protocol):
    async def add(
        self,
        channel: str,
        event_id: str,
        now: datetime,
        *,
        conversation_id: int | None = None,
        message_id: int | None = None,
        reply_token: ReplyToken | None = None,
    ) -> bool:
        """Record an event; False when (channel, event_id) was seen before. Without a message
        there is nothing to answer and the row is born handled."""

    async def seen(self, channel: str, event_id: str) -> bool:
        """Whether this event was recorded before."""

    async def pending_conversations(self, now: datetime, limit: int) -> list[int]:
        """Conversations in which something is due: danger first, then who waits longest."""

    async def next_of(self, conversation_id: int, now: datetime) -> InboxRow | None:
        """The oldest unhandled row, unless it waits for its next attempt."""

    async def mark_handled(self, row_id: int, now: datetime) -> bool: ...

    async def spend_reply_token(self, row_id: int) -> None:
        """The answer took the row's reply token: nobody else may use it."""

    async def postpone(self, row_id: int, until: datetime, code: str) -> None: ...

    async def move_waiting(self, conversation_id: int, to_conversation_id: int) -> int:
        """Move unhandled rows and their messages to another conversation; the number moved."""


class Outbox(Protocol):
    async def add(
        self,
        conversation: Conversation,
        payloads: list[list[Mapping[str, Any]]],
        now: datetime,
        *,
        reply_token: ReplyToken | None = None,
        risk: bool = False,
    ) -> None:
        """One row per request; the first takes the reply token. What waits for the same contact
        already may use it as well, also when there is no request; before a row with `risk` it waits
        no longer and may use whatever that row may."""

    async def pending_contacts(self, now: datetime, limit: int) -> list[int]:
        """Contacts for whom something is due: danger first, then who waits longest."""

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

    async def told(self, session_id: int, at: datetime) -> Told:
        """What has become of a message that was put here at this moment for those who booked a session."""

    async def fresh_reply_token(self, conversation_id: int, now: datetime) -> ReplyToken | None:
        """An unused, still valid reply token of the contact's latest message; it is taken by this call."""
