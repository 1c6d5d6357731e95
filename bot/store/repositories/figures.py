"""Counting what came in and what could not go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.conversation.content import Author
from bot.conversation.entities import MessageKind
from bot.conversation.levels import RiskLevel
from bot.desk.ports import DayFigure
from bot.store.repositories.boxes import FAILED
from bot.store.tables import HandoffRow, MessageRow, OutboxTable

DAY = timedelta(days=1)
_RECEIVED = and_(MessageRow.author == Author.CONTACT, MessageRow.kind != MessageKind.FOLLOW)


class SqlFigures:
    """See `bot.desk.ports.Figures`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def per_day(self, starts: Sequence[datetime]) -> list[DayFigure]:
        received = await self._counts(MessageRow.created_at, starts, _RECEIVED)
        handoffs = await self._counts(HandoffRow.opened_at, starts)
        urgent = await self._counts(HandoffRow.opened_at, starts, HandoffRow.level >= RiskLevel.HIGH)
        return [DayFigure(*figure) for figure in zip(starts, received, handoffs, urgent, strict=True)]

    async def failed_deliveries(self, since: datetime) -> dict[str, int]:
        query = (
            select(OutboxTable.last_code, func.count())
            .where(OutboxTable.state == FAILED, OutboxTable.created_at >= since)
            .group_by(OutboxTable.last_code)
            .order_by(func.count().desc(), OutboxTable.last_code)
        )
        return {code or "unknown": count for code, count in await self._session.execute(query)}

    async def _counts(
        self, at: InstrumentedAttribute[datetime], starts: Sequence[datetime], *which: ColumnElement[bool]
    ) -> list[int]:
        """One pass over the rows: the day's borders depend on the time zone, which only we know."""
        if not starts:
            return []
        days: list[Any] = [
            func.sum(case((and_(at >= start, at < start + DAY), 1), else_=0)) for start in starts
        ]
        row = (await self._session.execute(select(*days).where(at >= min(starts), *which))).one()
        return [int(count or 0) for count in row]
