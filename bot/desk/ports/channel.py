"""What the desk needs of a channel: a place where people write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from bot.conversation.content import Author, Bubble
from bot.desk.events import Parsed, ReplyToken


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


@dataclass(frozen=True, slots=True)
class Quota:
    """What a platform still delivers this month: `left` messages, None for no limit. The last `kept`
    of them go out for danger and a counselor's words alone."""

    left: int | None
    kept: int = 0

    def lacks(self, wanted: int) -> int:
        """How many of so many ordinary messages would have to wait."""
        return 0 if self.left is None else max(0, wanted - max(0, self.left - self.kept))


@runtime_checkable
class Metered(Protocol):
    """A channel whose platform counts messages."""

    async def quota(self) -> Quota:
        """What is left now; SendError when the platform does not say."""


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
