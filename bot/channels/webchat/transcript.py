"""A contact's own transcript, as their page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversation.content import Author, Bubble
from bot.conversation.entities import Conversation, Message
from bot.conversation.status import Status
from bot.desk.ports import Store

_ANSWERING = {Status.WAITING: "waiting", Status.CLAIMED: "counselor"}


@dataclass(frozen=True, slots=True)
class Talk:
    """What one contact may see: their messages, and who answers now.

    `answering` is "assistant", "waiting" (a human is called) or "counselor".
    """

    contact_row: int
    answering: str
    messages: tuple[Message, ...]


async def read_talk(store: Store, channel: str, contact: str, after_id: int) -> Talk | None:
    """Messages with ids above `after_id` over all the contact's conversations; None for a stranger."""
    async with store.read() as uow:
        conversations = await uow.conversations.of_contact(channel, contact)
        messages: list[Message] = []
        for conversation in conversations:
            messages += await uow.messages.transcript(conversation.id, after_id=after_id)
    if not conversations:
        return None
    messages.sort(key=lambda message: message.id)
    return Talk(conversations[0].contact.id, _answering(conversations), tuple(messages))


def as_json(message: Message) -> dict[str, Any]:
    """One message for a page; what was taken back goes without its words."""
    bubble = Bubble("") if message.unsent or message.bubble is None else message.bubble
    shown = bubble.to_json() | {
        "id": message.id,
        "author": message.author.value,
        "counselor": message.counselor_name,
        "text": "" if message.unsent else message.text,
        "unsent": message.unsent,
        "at": message.created_at.isoformat(),
    }
    if message.author is Author.CONTACT:
        shown["event_id"] = message.external_id
    return shown


def _answering(conversations: list[Conversation]) -> str:
    return _ANSWERING.get(conversations[-1].status, "assistant")
