"""The channel LINE, as the front desk sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.channels.line import inbound, outbound, signature
from bot.channels.line.client import Deadlines, LineClient
from bot.conversation.content import Author, Bubble
from bot.desk.events import Parsed
from bot.desk.ports import Delivery, Sent
from bot.desk.ports.channel import Quota

API_BASE = "https://api.line.me"


class LineChannel:
    """Implements the port `Channel` over LINE's Messaging API."""

    name = "line"

    def __init__(
        self,
        channel_secret: str,
        access_token: str,
        api_base: str = API_BASE,
        deadlines: Deadlines | None = None,
        keep_pushes: int = 0,
    ) -> None:
        if not channel_secret or not access_token:
            # An empty secret would verify for anybody who signs with an empty secret.
            raise ValueError("LINE needs a channel secret and a channel access token")
        self._secret = channel_secret
        self._client = LineClient(access_token, api_base, deadlines or Deadlines(), keep_pushes)

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raise BadSignature unless LINE signed exactly these bytes."""
        signature.verify(self._secret, headers, body)

    def parse(self, body: bytes, received_at: datetime) -> list[Parsed]:
        """Every event of the body, ordered by when it happened; BadBody when the shape is wrong."""
        return inbound.parse(body, received_at)

    def render(self, bubbles: Sequence[Bubble], author: Author) -> list[list[Mapping[str, Any]]]:
        """The bubbles as LINE's messages, at most 5 a request."""
        return [list(request) for request in outbound.render(bubbles, author)]

    async def send(self, delivery: Delivery) -> Sent:
        """Reply while the token lasts, else push; SendError when LINE did not take it."""
        return await self._client.deliver(delivery)

    async def quota(self) -> Quota:
        """How many pushes are left this month; SendError when LINE does not say."""
        return await self._client.quota()

    async def leave(self, source_id: str) -> None:
        """Leave a group or room; SendError when LINE did not agree."""
        await self._client.leave(source_id)

    async def close(self) -> None:
        """Give the connections back; a later send opens them again."""
        await self._client.close()
