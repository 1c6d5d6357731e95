"""Handoffs and the queue."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.entities import Handoff, HandoffReason
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.ports import QueueEntry
from bot.store.repositories.conversations import conversation_from
from bot.store.tables import ConversationRow, CounselorRow, HandoffRow, MessageRow

_OPEN = HandoffRow.closed_at.is_(None)


class SqlHandoffs:
    """See `bot.desk.ports.Handoffs`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(
        self, conversation_id: int, reason: HandoffReason, level: RiskLevel, now: datetime
    ) -> Handoff:
        row = await self._open_row(conversation_id)
        if row is None:
            row = HandoffRow(conversation_id=conversation_id, reason=reason, level=level, opened_at=now)
            self._session.add(row)
        elif level > row.level:
            row.level, row.reason = level, reason
        await self._session.flush()
        return _handoff_from(row, None)

    async def open_of(self, conversation_id: int) -> Handoff | None:
        row = await self._open_row(conversation_id)
        return _handoff_from(row, None) if row else None

    async def mark_claimed(self, conversation_id: int, counselor_id: int, now: datetime) -> None:
        first = func.coalesce(HandoffRow.first_claimed_at, now)
        await self._change(
            conversation_id, claimed_by_id=counselor_id, claimed_at=now, first_claimed_at=first
        )

    async def mark_released(self, conversation_id: int, now: datetime) -> None:
        await self._change(conversation_id, claimed_by_id=None, claimed_at=None, released_at=now)

    async def mark_closed(self, conversation_id: int, now: datetime) -> None:
        await self._change(conversation_id, closed_at=now)

    async def queue(self) -> list[QueueEntry]:
        last_at = (
            select(func.max(MessageRow.created_at))
            .where(MessageRow.conversation_id == ConversationRow.id)
            .scalar_subquery()
        )
        query = (
            select(ConversationRow, HandoffRow, CounselorRow.display_name, last_at)
            .join(HandoffRow, HandoffRow.conversation_id == ConversationRow.id)
            .outerjoin(CounselorRow, CounselorRow.id == ConversationRow.holder_id)
            .where(_OPEN, ConversationRow.status.in_([Status.WAITING, Status.CLAIMED]))
            .order_by(ConversationRow.status.desc(), ConversationRow.level.desc(), HandoffRow.opened_at)
        )
        return [
            QueueEntry(conversation_from(conversation), _handoff_from(handoff, name), at or handoff.opened_at)
            for conversation, handoff, name, at in await self._session.execute(query)
        ]

    async def _open_row(self, conversation_id: int) -> HandoffRow | None:
        row: HandoffRow | None = await self._session.scalar(
            select(HandoffRow).where(HandoffRow.conversation_id == conversation_id, _OPEN)
        )
        return row

    async def _change(self, conversation_id: int, **values: object) -> None:
        await self._session.execute(
            update(HandoffRow).where(HandoffRow.conversation_id == conversation_id, _OPEN).values(**values)
        )


def _handoff_from(row: HandoffRow, claimed_by: str | None) -> Handoff:
    return Handoff(
        id=row.id,
        conversation_id=row.conversation_id,
        reason=HandoffReason(row.reason),
        level=RiskLevel(row.level),
        opened_at=row.opened_at,
        claimed_at=row.claimed_at,
        claimed_by=claimed_by,
        closed_at=row.closed_at,
        released_at=row.released_at,
    )
