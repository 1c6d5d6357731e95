"""Telling a person something that the guide wants told: in the person's current conversation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from bot.conversation.content import Author, Bubble
from bot.desk.ports import UnitOfWork
from bot.desk.say import Channels, say
from bot.guide.ports import UnitOfWork as GuideUnitOfWork


@dataclass(frozen=True, slots=True)
class DeskTeller:
    """See `bot.guide.keeping.tell_everyone.Messenger`. Transcript and outbox are written in the
    guide's transaction."""

    channels: Channels

    async def tell(
        self, uow: GuideUnitOfWork, contact_id: int, bubbles: Sequence[Bubble], now: datetime
    ) -> None:
        """Say it, unless the person has gone or has blocked us: then there is nobody to tell."""
        # One transaction carries the rows of both; the guide's port shows only its own half.
        desk = cast(UnitOfWork, uow)
        conversation = await desk.conversations.current_of(contact_id, now)
        if conversation is None or conversation.contact.blocked:
            return
        await say(desk, self.channels, conversation, bubbles, Author.ASSISTANT, now)

    async def reach(self, uow: GuideUnitOfWork, contact_ids: Collection[int]) -> dict[int, str]:
        """The channel of everybody who can be told something: not of those who have gone or blocked
        us, and not on a channel that is switched off."""
        desk = cast(UnitOfWork, uow)
        contacts = await desk.conversations.contacts(contact_ids)
        return {
            contact.id: contact.channel
            for contact in contacts
            if not contact.blocked and contact.channel in self.channels
        }
