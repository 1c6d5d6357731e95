"""What comes in from a channel, after it was verified and parsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.entities import MessageKind


@dataclass(frozen=True, slots=True)
class ReplyToken:
    """A right to answer free of charge, once, until `expires_at`."""

    value: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A person sent something. `text` is "" for everything without words."""

    event_id: str
    contact_id: str
    kind: MessageKind
    text: str
    occurred_at: datetime
    message_id: str | None = None
    reply_token: ReplyToken | None = None
    note: str = ""
    """What a wordless message shows, as far as the channel tells (a sticker's keywords)."""
    spot: tuple[float, float] | None = None
    """Latitude and longitude in degrees of a location; used at once, never stored."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A person took a message back: its text must not be viewable from now on."""

    event_id: str
    contact_id: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """A person blocked the account (LINE: unfollow)."""

    event_id: str
    contact_id: str


@dataclass(frozen=True, slots=True)
class Declined:
    """A group or room where Akari does not talk; the channel says so once and leaves."""

    event_id: str
    source_id: str
    reply_token: ReplyToken | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """An event nobody needs to act on; counted by reason."""

    reason: str


InboundEvent = Said | Unsent | Blocked | Declined
Parsed = InboundEvent | Ignored
