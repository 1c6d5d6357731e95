"""The rows of the talk: conversations, messages, handoffs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.conversation.assessment import Assessment
from bot.conversation.content import Author, Bubble
from bot.conversation.entities import Contact, Conversation, Handoff, HandoffReason, Message
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.events import Said


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One line of the queue: a conversation that waits for, or is held by, a human."""

    conversation: Conversation
    handoff: Handoff
    last_at: datetime


class Conversations(Protocol):
    async def get(self, conversation_id: int) -> Conversation:
        """The conversation, or ConversationNotFound."""

    async def current(self, channel: str, external_id: str, now: datetime) -> Conversation:
        """The contact's open conversation; contact and conversation are made when missing."""

    async def current_of(self, contact_id: int, now: datetime) -> Conversation | None:
        """The open conversation of a contact, made when missing; None when there is no such contact."""

    async def change_status(
        self, conversation: Conversation, wanted: Status, *, holder_id: int | None = None
    ) -> bool:
        """Change the status if it still is what `conversation` says; False if it is not."""

    async def change_holder(self, conversation: Conversation, holder_id: int) -> None:
        """Another counselor holds a claimed conversation from now on."""

    async def raise_level(self, conversation_id: int, level: RiskLevel) -> None:
        """Keep the higher of the stored level and this one, which is a message's quick word."""

    async def settle_level(self, conversation_id: int, level: RiskLevel) -> None:
        """Count the final level of a message, whose assessment was stored in this transaction, in
        place of its quick word: the conversation has the highest of all final levels, of the quick
        words that wait for theirs, and of what a counselor set."""

    async def lower_level(self, conversation_id: int, level: RiskLevel) -> None:
        """Set the level: only a counselor does this. Quick words given so far no longer count."""

    async def mark_blocked(self, channel: str, external_id: str, *, blocked: bool) -> None: ...

    async def contacts(self, contact_ids: Collection[int]) -> list[Contact]:
        """Those of the contacts that there are."""

    async def of_contact(self, channel: str, external_id: str) -> list[Conversation]:
        """All conversations of a contact, oldest first."""

    async def flagged(self) -> list[Conversation]:
        """Conversations the assistant holds in which something worrying was said."""


class Messages(Protocol):
    async def add_inbound(
        self, conversation_id: int, said: Said, assessment: Assessment, now: datetime
    ) -> int:
        """Store a message with the rules' quick word on it; its id."""

    async def add_outbound(
        self,
        conversation_id: int,
        author: Author,
        bubble: Bubble,
        now: datetime,
        *,
        counselor_id: int | None = None,
    ) -> int: ...

    async def get(self, message_id: int) -> Message: ...

    async def recent_texts(
        self, conversation_id: int, *, before_id: int | None, since: datetime, limit: int
    ) -> list[str]:
        """The contact's last texts, oldest first."""

    async def recent_levels(self, conversation_id: int, *, before_id: int, limit: int) -> list[RiskLevel]:
        """The levels of the contact's last messages, newest first."""

    async def assess(self, message_id: int, assessment: Assessment) -> None:
        """Store the full assessment of a message in place of the rules' quick word."""

    async def note_topic(self, message_id: int, topic: str) -> None:
        """Keep what a contact's message was about, in the words of `bot.guide.topics`."""

    async def unsend(
        self, channel: str, external_id: str, message_external_id: str, now: datetime
    ) -> None: ...

    async def transcript(self, conversation_id: int, *, after_id: int = 0) -> list[Message]: ...

    async def last_outbound(self, conversation_id: int) -> list[Message]:
        """The outbound messages after the contact's last message, oldest first."""


class Handoffs(Protocol):
    async def open(
        self, conversation_id: int, reason: HandoffReason, level: RiskLevel, now: datetime
    ) -> Handoff:
        """Open a handoff, or raise the level of the one that is open."""

    async def open_of(self, conversation_id: int) -> Handoff | None: ...

    async def mark_claimed(self, conversation_id: int, counselor_id: int, now: datetime) -> None: ...

    async def mark_released(self, conversation_id: int, now: datetime) -> None: ...

    async def mark_closed(self, conversation_id: int, now: datetime) -> None: ...

    async def queue(self) -> list[QueueEntry]:
        """Everything waiting or claimed: the highest level first, then the longest waiting."""
