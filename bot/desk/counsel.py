"""What counselors do: claim, release, transfer, reply, close, and set the level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.conversation.content import Author, Bubble
from bot.conversation.entities import Conversation, HandoffReason
from bot.conversation.errors import (
    ConversationAlreadyClaimed,
    EmptyReply,
    IllegalStatusChange,
    NotTheHolder,
    ReplyTooLong,
)
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk import wording
from bot.desk.bell import Bell, Change
from bot.desk.ports import Clock, Counselor, Store, UnitOfWork
from bot.desk.say import Channels, say

REPLY_MAX = 4000
"""Characters of one reply of a counselor."""
FORMS = "console"
"""The name under which forms of the console are known in the inbox, so that each counts once."""


@dataclass(frozen=True, slots=True)
class Counsel:
    """The use cases of the console. Each is one transaction and names the state it expects."""

    store: Store
    channels: Channels
    clock: Clock
    bell: Bell

    async def claim(self, conversation_id: int, counselor: Counselor) -> None:
        """Take a conversation; the assistant is silent from then on."""
        now = self.clock.now()
        async with self.store.write() as uow:
            conversation = await uow.conversations.get(conversation_id)
            await _refuse_if_held(uow, conversation, counselor)
            if not await uow.conversations.change_status(
                conversation, Status.CLAIMED, holder_id=counselor.id
            ):
                raise ConversationAlreadyClaimed("")
            await uow.handoffs.open(conversation_id, HandoffReason.ASKED, RiskLevel.NONE, now)
            await uow.handoffs.mark_claimed(conversation_id, counselor.id, now)
            await uow.pagings.end(conversation_id)
            await self._tell(uow, conversation, wording.claimed(counselor.display_name), now, counselor)
        self._ring(conversation)

    async def acknowledge(self, conversation_id: int, counselor: Counselor) -> None:
        """Say that the call was seen, so that nobody else is called; claiming can follow."""
        async with self.store.write() as uow:
            await uow.pagings.acknowledge_by(conversation_id, counselor.display_name, self.clock.now())
            conversation = await uow.conversations.get(conversation_id)
        self._ring(conversation)

    async def release(self, conversation_id: int, counselor: Counselor) -> None:
        """Give a claimed conversation back to the queue."""
        now = self.clock.now()
        async with self.store.write() as uow:
            conversation = await self._held(uow, conversation_id, counselor)
            await uow.conversations.change_status(conversation, Status.WAITING)
            await uow.handoffs.mark_released(conversation_id, now)
            await uow.pagings.resume(conversation_id, now)
        self._ring(conversation)

    async def transfer(self, conversation_id: int, counselor: Counselor, to: Counselor) -> None:
        """Hand a claimed conversation to another counselor."""
        now = self.clock.now()
        async with self.store.write() as uow:
            conversation = await self._held(uow, conversation_id, counselor)
            await uow.conversations.change_holder(conversation, to.id)
            await uow.handoffs.mark_claimed(conversation_id, to.id, now)
            await self._tell(uow, conversation, wording.transferred(to.display_name), now, to)
        self._ring(conversation)

    async def reply(self, conversation_id: int, counselor: Counselor, text: str, *, once: str = "") -> None:
        """Say something to the person; a still fresh reply token is used, since it is free.

        `once` is a random name of the form that sends it: the same words under the same name
        are said once, however often the form arrives.
        """
        words = text.strip()
        if not words:
            raise EmptyReply("a reply needs some text")
        if len(words) > REPLY_MAX:
            raise ReplyTooLong(len(words), REPLY_MAX)
        now = self.clock.now()
        async with self.store.write() as uow:
            conversation = await self._held(uow, conversation_id, counselor)
            if once and not await uow.inbox.add(FORMS, _form_id(conversation_id, once, words), now):
                return
            token = await uow.outbox.fresh_reply_token(conversation_id, now)
            await say(
                uow,
                self.channels,
                conversation,
                [Bubble(words)],
                Author.COUNSELOR,
                now,
                reply_token=token,
                risk=True,
                counselor_id=counselor.id,
            )
        self._ring(conversation)

    async def close(self, conversation_id: int, counselor: Counselor) -> None:
        """End the talk. What the person wrote and nobody has handled yet opens the next one."""
        now = self.clock.now()
        async with self.store.write() as uow:
            conversation = await self._held(uow, conversation_id, counselor)
            await uow.conversations.change_status(conversation, Status.CLOSED)
            await uow.handoffs.mark_closed(conversation_id, now)
            await self._tell(uow, conversation, wording.closed(), now)
            contact = conversation.contact
            following = await uow.conversations.current(contact.channel, contact.external_id, now)
            if await uow.inbox.move_waiting(conversation_id, following.id):
                await uow.conversations.settle_level(following.id, RiskLevel.NONE)
        self._ring(conversation)

    async def set_level(self, conversation_id: int, counselor: Counselor, level: RiskLevel) -> None:
        """Set the level of a claimed conversation, up or down: only a human lowers it."""
        async with self.store.write() as uow:
            conversation = await self._held(uow, conversation_id, counselor)
            await uow.conversations.lower_level(conversation.id, level)
        self._ring(conversation)

    async def _held(self, uow: UnitOfWork, conversation_id: int, counselor: Counselor) -> Conversation:
        conversation = await uow.conversations.get(conversation_id)
        if conversation.status is not Status.CLAIMED or conversation.holder_id != counselor.id:
            raise NotTheHolder("claim the conversation first")
        return conversation

    async def _tell(
        self,
        uow: UnitOfWork,
        conversation: Conversation,
        bubble: Bubble,
        now: datetime,
        speaker: Counselor | None = None,
    ) -> None:
        author, speaker_id = (Author.COUNSELOR, speaker.id) if speaker else (Author.SYSTEM, None)
        await say(uow, self.channels, conversation, [bubble], author, now, risk=True, counselor_id=speaker_id)

    def _ring(self, conversation: Conversation) -> None:
        for change in (Change.MESSAGE, Change.QUEUE, Change.OUTBOX, Change.INBOX):
            self.bell.ring(change, conversation_id=conversation.id, contact_id=conversation.contact.id)


async def _refuse_if_held(uow: UnitOfWork, conversation: Conversation, counselor: Counselor) -> None:
    if conversation.status is Status.CLOSED:
        raise IllegalStatusChange(conversation.status, Status.CLAIMED)
    if conversation.status is Status.CLAIMED and conversation.holder_id is not None:
        holder = await uow.counselors.get(conversation.holder_id)
        raise ConversationAlreadyClaimed(holder.display_name if holder else counselor.display_name)


def _form_id(conversation_id: int, once: str, words: str) -> str:
    """A name for these words of this form; the words cannot be guessed from it."""
    return sha256(f"{conversation_id}|{once}|{words}".encode(errors="replace")).hexdigest()
