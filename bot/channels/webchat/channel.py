"""The web chat as a channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.channels.webchat.inbound import said_from
from bot.conversation.content import Author, Bubble
from bot.desk.events import Parsed
from bot.desk.ports import BadSignature, Delivery, Sent


class WebChatChannel:
    """See `bot.desk.ports.Channel`. Nothing leaves the front desk: pages read the transcript."""

    name: str = "webchat"

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """No platform signs for a page: there is no webhook, the routes ask for a token instead."""
        raise BadSignature(missing=True)

    def parse(self, body: bytes, received_at: datetime, contact: str = "") -> list[Parsed]:
        """The one message of a page's post; `contact` is who the token says it is."""
        return [said_from(body, contact, received_at)]

    def render(self, bubbles: Sequence[Bubble], author: Author) -> list[list[Mapping[str, Any]]]:
        """All bubbles as they are, in one request."""
        return [[{"author": author.value, **bubble.to_json()} for bubble in bubbles]] if bubbles else []

    async def send(self, delivery: Delivery) -> Sent:
        """Done already: the transcript's rows were written with the outbox row."""
        return Sent(way="page")
