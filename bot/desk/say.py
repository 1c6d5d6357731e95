"""Saying something: the transcript and the outbox get it in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.conversation.content import Author, Bubble
from bot.conversation.entities import Conversation
from bot.desk.events import ReplyToken
from bot.desk.ports import Channel, UnitOfWork

Channels = Mapping[str, Channel]


async def say(
    uow: UnitOfWork,
    channels: Channels,
    conversation: Conversation,
    bubbles: Sequence[Bubble],
    author: Author,
    now: datetime,
    *,
    reply_token: ReplyToken | None = None,
    risk: bool = False,
    counselor_id: int | None = None,
) -> None:
    """Write the bubbles to the transcript and put their delivery into the outbox.

    A channel that is switched off keeps the transcript and delivers nothing. Without bubbles the
    reply token still serves what waits.
    """
    for bubble in bubbles:
        await uow.messages.add_outbound(conversation.id, author, bubble, now, counselor_id=counselor_id)
    channel = channels.get(conversation.contact.channel)
    if channel is not None and (bubbles or reply_token):
        payloads = channel.render(bubbles, author) if bubbles else []
        await uow.outbox.add(conversation, payloads, now, reply_token=reply_token, risk=risk)
