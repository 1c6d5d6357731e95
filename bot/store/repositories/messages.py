"""Messages and transcripts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.assessment import Assessment
from bot.conversation.content import Author, Bubble
from bot.conversation.entities import Message, MessageKind
from bot.conversation.levels import RiskLevel
from bot.desk.events import Said
from bot.store.assessment_json import assessment_from_json, assessment_to_json
from bot.store.tables import ContactRow, ConversationRow, CounselorRow, MessageRow

_INBOUND = MessageRow.author == Author.CONTACT


class SqlMessages:
    """See `bot.desk.ports.Messages`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add_inbound(
        self, conversation_id: int, said: Said, assessment: Assessment, now: datetime
    ) -> int:
        row = MessageRow(
            conversation_id=conversation_id,
            author=Author.CONTACT,
            kind=said.kind,
            text=said.text or said.note,
            assessment=assessment_to_json(assessment),
            level=assessment.level,
            quick=True,
            external_id=said.message_id,
            created_at=now,
        )
        return await self._insert(row)

    async def add_outbound(
        self,
        conversation_id: int,
        author: Author,
        bubble: Bubble,
        now: datetime,
        *,
        counselor_id: int | None = None,
    ) -> int:
        row = MessageRow(
            conversation_id=conversation_id,
            author=author,
            kind=MessageKind.TEXT,
            text=bubble.text,
            bubble=bubble.to_json(),
            counselor_id=counselor_id,
            created_at=now,
        )
        return await self._insert(row)

    async def get(self, message_id: int) -> Message:
        row = await self._session.get_one(MessageRow, message_id)
        return _message_from(row, None)

    async def recent_texts(
        self, conversation_id: int, *, before_id: int | None, since: datetime, limit: int
    ) -> list[str]:
        query = select(MessageRow.text).where(
            MessageRow.conversation_id == conversation_id,
            _INBOUND,
            MessageRow.kind == MessageKind.TEXT,
            MessageRow.unsent_at.is_(None),
            MessageRow.created_at >= since,
        )
        if before_id is not None:
            query = query.where(MessageRow.id < before_id)
        rows = await self._session.scalars(query.order_by(MessageRow.id.desc()).limit(limit))
        return list(rows)[::-1]

    async def recent_levels(self, conversation_id: int, *, before_id: int, limit: int) -> list[RiskLevel]:
        query = (
            select(MessageRow.level)
            .where(MessageRow.conversation_id == conversation_id, _INBOUND, MessageRow.id < before_id)
            .order_by(MessageRow.id.desc())
            .limit(limit)
        )
        return [RiskLevel(level) for level in await self._session.scalars(query)]

    async def assess(self, message_id: int, assessment: Assessment) -> None:
        await self._session.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id)
            .values(assessment=assessment_to_json(assessment), level=assessment.level, quick=False)
        )

    async def note_topic(self, message_id: int, topic: str) -> None:
        await self._session.execute(
            update(MessageRow).where(MessageRow.id == message_id, _INBOUND).values(topic=topic)
        )

    async def unsend(self, channel: str, external_id: str, message_external_id: str, now: datetime) -> None:
        of_contact = (
            select(ConversationRow.id)
            .join(ContactRow)
            .where(ContactRow.channel == channel, ContactRow.external_id == external_id)
        )
        await self._session.execute(
            update(MessageRow)
            .where(
                MessageRow.external_id == message_external_id,
                MessageRow.conversation_id.in_(of_contact),
                _INBOUND,
            )
            .values(text="", topic=None, unsent_at=now)
        )

    async def transcript(self, conversation_id: int, *, after_id: int = 0) -> list[Message]:
        query = (
            select(MessageRow, CounselorRow.display_name)
            .outerjoin(CounselorRow, CounselorRow.id == MessageRow.counselor_id)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.id > after_id)
            .order_by(MessageRow.id)
        )
        return [_message_from(row, name) for row, name in await self._session.execute(query)]

    async def last_outbound(self, conversation_id: int) -> list[Message]:
        last_inbound = (
            select(func.coalesce(func.max(MessageRow.id), 0))
            .where(MessageRow.conversation_id == conversation_id, _INBOUND)
            .scalar_subquery()
        )
        query = (
            select(MessageRow)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.id > last_inbound)
            .order_by(MessageRow.id)
        )
        return [_message_from(row, None) for row in await self._session.scalars(query)]

    async def _insert(self, row: MessageRow) -> int:
        self._session.add(row)
        await self._session.flush()
        return row.id


def _message_from(row: MessageRow, counselor_name: str | None) -> Message:
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        author=Author(row.author),
        kind=MessageKind(row.kind),
        text=row.text,
        bubble=Bubble.from_json(row.bubble) if row.bubble else None,
        assessment=assessment_from_json(row.assessment) if row.assessment else None,
        counselor_name=counselor_name,
        unsent=row.unsent_at is not None,
        created_at=row.created_at,
        external_id=row.external_id,
        topic=row.topic,
    )
