"""Contacts and conversations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import cast
from uuid import uuid4

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.entities import Contact, Conversation
from bot.conversation.errors import ConversationNotFound
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status, step
from bot.store.tables import ContactRow, ConversationRow, MessageRow

FLAGGED_MAX = 50


def contact_from(row: ContactRow) -> Contact:
    """The contact a row stands for."""
    return Contact(row.id, row.channel, row.external_id, row.blocked)


def conversation_from(row: ConversationRow) -> Conversation:
    """The conversation a row stands for."""
    return Conversation(
        id=row.id,
        key=row.key,
        contact=contact_from(row.contact),
        status=Status(row.status),
        level=RiskLevel(row.level),
        holder_id=row.holder_id,
        opened_at=row.opened_at,
    )


class SqlConversations:
    """See `bot.desk.ports.Conversations`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, conversation_id: int) -> Conversation:
        query = select(ConversationRow).where(ConversationRow.id == conversation_id)
        row = await self._session.scalar(query.execution_options(populate_existing=True))
        if row is None:
            raise ConversationNotFound(conversation_id)
        return conversation_from(row)

    async def current(self, channel: str, external_id: str, now: datetime) -> Conversation:
        contact = await self._contact(channel, external_id)
        if contact is None:
            contact = ContactRow(channel=channel, external_id=external_id, created_at=now, blocked=False)
            self._session.add(contact)
            await self._session.flush()
        query = select(ConversationRow).where(
            ConversationRow.contact_id == contact.id, ConversationRow.status != Status.CLOSED
        )
        row = await self._session.scalar(query)
        if row is None:
            row = ConversationRow(
                key=uuid4().hex,
                contact=contact,
                contact_id=contact.id,
                status=Status.WITH_ASSISTANT,
                level=RiskLevel.NONE,
                opened_at=now,
            )
            self._session.add(row)
            await self._session.flush()
        return conversation_from(row)

    async def current_of(self, contact_id: int, now: datetime) -> Conversation | None:
        contact = await self._session.get(ContactRow, contact_id)
        return await self.current(contact.channel, contact.external_id, now) if contact else None

    async def change_status(
        self, conversation: Conversation, wanted: Status, *, holder_id: int | None = None
    ) -> bool:
        step(conversation.status, wanted)
        statement = (
            update(ConversationRow)
            .where(ConversationRow.id == conversation.id, ConversationRow.status == conversation.status)
            .values(status=wanted, holder_id=holder_id)
        )
        if conversation.holder_id is not None:
            statement = statement.where(ConversationRow.holder_id == conversation.holder_id)
        result = cast("CursorResult[object]", await self._session.execute(statement))
        return result.rowcount == 1

    async def change_holder(self, conversation: Conversation, holder_id: int) -> None:
        await self._session.execute(
            update(ConversationRow)
            .where(ConversationRow.id == conversation.id, ConversationRow.holder_id == conversation.holder_id)
            .values(holder_id=holder_id)
        )

    async def raise_level(self, conversation_id: int, level: RiskLevel) -> None:
        await self._locked_firm_level(conversation_id)
        await self._session.execute(
            update(ConversationRow)
            .where(ConversationRow.id == conversation_id, ConversationRow.level < level)
            .values(level=level)
        )

    async def settle_level(self, conversation_id: int, level: RiskLevel) -> None:
        firm = max(await self._locked_firm_level(conversation_id), level)
        waiting = select(func.max(MessageRow.level)).where(
            MessageRow.conversation_id == conversation_id, MessageRow.quick
        )
        highest = max(firm, await self._session.scalar(waiting) or 0)
        await self._session.execute(
            update(ConversationRow)
            .where(ConversationRow.id == conversation_id)
            .values(firm_level=firm, level=highest)
        )

    async def lower_level(self, conversation_id: int, level: RiskLevel) -> None:
        await self._session.execute(
            update(ConversationRow)
            .where(ConversationRow.id == conversation_id)
            .values(level=level, firm_level=level)
        )
        await self._session.execute(
            update(MessageRow)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.quick)
            .values(quick=False)
        )

    async def mark_blocked(self, channel: str, external_id: str, *, blocked: bool) -> None:
        await self._session.execute(
            update(ContactRow)
            .where(ContactRow.channel == channel, ContactRow.external_id == external_id)
            .values(blocked=blocked)
        )

    async def contacts(self, contact_ids: Collection[int]) -> list[Contact]:
        query = select(ContactRow).where(ContactRow.id.in_(contact_ids)).order_by(ContactRow.id)
        return [contact_from(row) for row in await self._session.scalars(query)]

    async def of_contact(self, channel: str, external_id: str) -> list[Conversation]:
        contact = await self._contact(channel, external_id)
        if contact is None:
            return []
        query = (
            select(ConversationRow)
            .where(ConversationRow.contact_id == contact.id)
            .order_by(ConversationRow.id)
        )
        return [conversation_from(row) for row in await self._session.scalars(query)]

    async def flagged(self) -> list[Conversation]:
        query = (
            select(ConversationRow)
            .where(ConversationRow.status == Status.WITH_ASSISTANT, ConversationRow.level > RiskLevel.NONE)
            .order_by(ConversationRow.level.desc(), ConversationRow.id.desc())
            .limit(FLAGGED_MAX)
        )
        return [conversation_from(row) for row in await self._session.scalars(query)]

    async def _locked_firm_level(self, conversation_id: int) -> int:
        """The row is locked before any level is read or compared: a message that is being stored
        and one that is being settled wait for each other, so no quick word is lost between them."""
        row = select(ConversationRow.firm_level).where(ConversationRow.id == conversation_id)
        return await self._session.scalar(row.with_for_update(key_share=True)) or 0

    async def _contact(self, channel: str, external_id: str) -> ContactRow | None:
        row: ContactRow | None = await self._session.scalar(
            select(ContactRow).where(ContactRow.channel == channel, ContactRow.external_id == external_id)
        )
        return row
