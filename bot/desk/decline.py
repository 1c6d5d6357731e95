"""Leaving groups and rooms: what is said to Akari must not be read by others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from uuid import uuid4

import structlog

from bot.conversation.content import Author
from bot.desk import wording
from bot.desk.events import Declined, InboundEvent
from bot.desk.ports import Delivery, SendError
from bot.desk.say import Channels

log = structlog.get_logger()


@runtime_checkable
class Leaver(Protocol):
    """A channel that has groups."""

    async def leave(self, source_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Decline:
    """Says once why, and leaves. Tried once: a group that stays is declined again when it speaks."""

    channels: Channels

    async def __call__(self, channel_name: str, events: Sequence[InboundEvent]) -> None:
        """Leave every group among these events."""
        for event in events:
            if isinstance(event, Declined):
                await self._leave(channel_name, event)

    async def _leave(self, channel_name: str, event: Declined) -> None:
        channel = self.channels.get(channel_name)
        if not isinstance(channel, Leaver):
            return
        try:
            if event.reply_token is not None and channel is not None:
                (payloads,) = channel.render([wording.declined()], Author.SYSTEM)
                await channel.send(Delivery(str(uuid4()), event.source_id, payloads, event.reply_token))
            await channel.leave(event.source_id)
        except SendError as error:
            log.warning("group_not_left", channel=channel_name, code=error.code)
