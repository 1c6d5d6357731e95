"""Receiving: everything of one webhook is stored, screened, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.conversation.assessment import Assessment
from bot.conversation.entities import Conversation, MessageKind
from bot.conversation.levels import RiskLevel
from bot.desk.bell import Bell, Change
from bot.desk.events import Blocked, Declined, InboundEvent, Said, Unsent
from bot.desk.ports import Clock, Screen, Store, StoreConflict, UnitOfWork
from bot.desk.spots import Spots

RECENT_WINDOW = timedelta(minutes=10)
"""Texts this close together may be one thought and are screened together as well."""
RECENT_TEXTS = 4


TRIES = 3
"""How often a body is taken again when somebody else stored the same at the same moment."""


@dataclass(frozen=True, slots=True)
class Receive:
    """Stores inbound events. Calling it again with the same events changes nothing."""

    store: Store
    screen: Screen
    clock: Clock
    bell: Bell
    spots: Spots = field(default_factory=Spots)

    async def __call__(self, channel: str, events: Sequence[InboundEvent]) -> int:
        """Store all events of one webhook body; the number that was new. StoreUnavailable
        means that nothing was stored and the platform should deliver again."""
        if not events:
            return 0
        fresh = await self._store(channel, events)
        self.bell.ring(Change.INBOX)
        self.bell.ring(Change.MESSAGE)
        return fresh

    async def _store(self, channel: str, events: Sequence[InboundEvent]) -> int:
        for _ in range(TRIES - 1):
            try:
                return await self._store_once(channel, events)
            except StoreConflict:
                continue
        return await self._store_once(channel, events)

    async def _store_once(self, channel: str, events: Sequence[InboundEvent]) -> int:
        now, held = self.clock.now(), list[int]()
        try:
            async with self.store.write() as uow:
                return sum([await self._take(uow, channel, event, now, held) for event in events])
        except BaseException:
            # The ids will be given to other messages.
            for message_id in held:
                self.spots.forget(message_id)
            raise

    async def _take(
        self, uow: UnitOfWork, channel: str, event: InboundEvent, now: datetime, held: list[int]
    ) -> bool:
        if await uow.inbox.seen(channel, event.event_id):
            return False
        match event:
            case Said():
                await self._said(uow, channel, event, now, held)
            case Unsent():
                await uow.messages.unsend(channel, event.contact_id, event.message_id, now)
                await uow.inbox.add(channel, event.event_id, now)
            case Blocked():
                await uow.conversations.mark_blocked(channel, event.contact_id, blocked=True)
                await uow.inbox.add(channel, event.event_id, now)
            case Declined():
                await uow.inbox.add(channel, event.event_id, now)
        return True

    async def _said(self, uow: UnitOfWork, channel: str, said: Said, now: datetime, held: list[int]) -> None:
        conversation = await uow.conversations.current(channel, said.contact_id, now)
        if conversation.contact.blocked:
            await uow.conversations.mark_blocked(channel, said.contact_id, blocked=False)
        assessment = await self._assess(uow, conversation, said, now)
        message_id = await uow.messages.add_inbound(conversation.id, said, assessment, now)
        if said.spot is not None:
            self.spots.hold(message_id, said.spot)
            held.append(message_id)
        await uow.conversations.raise_level(conversation.id, assessment.level)
        stored = await uow.inbox.add(
            channel,
            said.event_id,
            now,
            conversation_id=conversation.id,
            message_id=message_id,
            reply_token=said.reply_token,
        )
        if not stored:
            raise StoreConflict("inbox")

    async def _assess(
        self, uow: UnitOfWork, conversation: Conversation, said: Said, now: datetime
    ) -> Assessment:
        if said.kind not in (MessageKind.TEXT, MessageKind.POSTBACK):
            return self._quick(said.note, ()) if said.note else Assessment(level=RiskLevel.NONE)
        recent = await uow.messages.recent_texts(
            conversation.id, before_id=None, since=now - RECENT_WINDOW, limit=RECENT_TEXTS
        )
        return self._quick(said.text, recent)

    def _quick(self, text: str, recent: Sequence[str]) -> Assessment:
        try:
            return self.screen.quick(text, recent)
        except Exception:
            # Whatever is wrong with the screen, the person must not be the one to pay for it.
            return Assessment.failed()
