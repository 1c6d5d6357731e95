"""The people and things of a conversation, as values read from the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.conversation.assessment import Assessment
from bot.conversation.content import Author, Bubble
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status


class MessageKind(StrEnum):
    """What a person sent; everything but TEXT carries no words to understand."""

    TEXT = "text"
    STICKER = "sticker"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"
    LOCATION = "location"
    POSTBACK = "postback"
    FOLLOW = "follow"


class HandoffReason(StrEnum):
    """Why a human was called."""

    RISK = "risk"
    ASKED = "asked"
    COMPLAINT = "complaint"
    FAILURE = "failure"
    ELEVATED = "elevated"


@dataclass(frozen=True, slots=True)
class Contact:
    """The person who writes, known by their id on one channel."""

    id: int
    channel: str
    external_id: str
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """One stretch of talk from a first message to its close."""

    id: int
    key: str
    """A random name, safe to give to other processes (the assistant's session)."""
    contact: Contact
    status: Status
    level: RiskLevel
    holder_id: int | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a transcript; `id` orders the transcript."""

    id: int
    conversation_id: int
    author: Author
    kind: MessageKind
    text: str
    bubble: Bubble | None
    assessment: Assessment | None
    counselor_name: str | None
    unsent: bool
    created_at: datetime
    external_id: str | None = None
    """The message's id on its channel, where the channel gives one."""
    topic: str | None = None
    """What the person's message was understood to be about; None where nobody looked."""


@dataclass(frozen=True, slots=True)
class Handoff:
    """A call for a human: opened once, claimed once at a time, closed once."""

    id: int
    conversation_id: int
    reason: HandoffReason
    level: RiskLevel
    opened_at: datetime
    claimed_at: datetime | None = None
    claimed_by: str | None = None
    closed_at: datetime | None = None
    released_at: datetime | None = None
    """When a counselor last gave it back to the queue."""
