"""Pagings and pages."""

from __future__ import annotations

from datetime import datetime
from statistics import median
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.levels import RiskLevel
from bot.desk.paging_ports import PageRecord, PagingBrief, PagingEntry, PagingState, WaitFigure
from bot.store.tables import HandoffRow, PageRow, PagingRow

CALLING, ACKNOWLEDGED, ENDED = "calling", "acknowledged", "ended"


class SqlPagings:
    """See `bot.desk.paging_ports.Pagings`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(self, handoff_id: int, level: RiskLevel, now: datetime) -> None:
        row = await self._session.scalar(select(PagingRow).where(PagingRow.handoff_id == handoff_id))
        if row is None:
            self._session.add(
                PagingRow(
                    handoff_id=handoff_id, level=level, state=CALLING, step=0, due_at=now, opened_at=now
                )
            )
        elif level > row.level:
            row.level, row.state, row.step, row.due_at = level, CALLING, 0, now
        await self._session.flush()

    async def due(self, now: datetime) -> list[PagingEntry]:
        query = (
            select(PagingRow, HandoffRow.conversation_id)
            .join(HandoffRow, HandoffRow.id == PagingRow.handoff_id)
            .where(PagingRow.state == CALLING, PagingRow.due_at <= now)
            .order_by(PagingRow.level.desc(), PagingRow.due_at)
        )
        return [
            PagingEntry(row.id, row.handoff_id, conversation_id, RiskLevel(row.level), row.step, row.due_at)
            for row, conversation_id in await self._session.execute(query)
        ]

    async def advance(self, entry: PagingEntry, due_at: datetime) -> bool:
        statement = (
            update(PagingRow)
            .where(PagingRow.id == entry.id, PagingRow.state == CALLING, PagingRow.step == entry.step)
            .values(step=entry.step + 1, due_at=due_at)
        )
        return cast("CursorResult[object]", await self._session.execute(statement)).rowcount == 1

    async def wait(self, entry: PagingEntry, due_at: datetime) -> None:
        await self._session.execute(
            update(PagingRow)
            .where(PagingRow.id == entry.id, PagingRow.step == entry.step)
            .values(due_at=due_at)
        )

    async def hurry(self, paging_id: int, due_at: datetime) -> None:
        await self._session.execute(
            update(PagingRow)
            .where(PagingRow.id == paging_id, PagingRow.due_at > due_at)
            .values(due_at=due_at)
        )

    async def add_page(self, paging_id: int, person: str, token_hash: str, now: datetime) -> int:
        row = PageRow(paging_id=paging_id, person=person, token_hash=token_hash, called_at=now, result="")
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def note_result(self, page_id: int, result: str) -> None:
        await self._session.execute(update(PageRow).where(PageRow.id == page_id).values(result=result))

    async def acknowledge(self, token_hash: str, now: datetime) -> str | None:
        page = await self._session.scalar(select(PageRow).where(PageRow.token_hash == token_hash))
        if page is None:
            return None
        await self._acknowledge(PagingRow.id == page.paging_id, page.person, now)
        return page.person

    async def acknowledge_by(self, conversation_id: int, name: str, now: datetime) -> None:
        await self._acknowledge(_of_open_handoff(conversation_id), name, now)

    async def end(self, conversation_id: int) -> None:
        await self._session.execute(
            update(PagingRow)
            .where(_of_open_handoff(conversation_id), PagingRow.state == CALLING)
            .values(state=ENDED)
        )

    async def resume(self, conversation_id: int, now: datetime) -> None:
        await self._session.execute(
            update(PagingRow)
            .where(_of_open_handoff(conversation_id), PagingRow.state != CALLING)
            .values(state=CALLING, step=0, due_at=now, acknowledged_at=None, acknowledged_by=None)
        )

    async def state_of(self, conversation_id: int) -> PagingState | None:
        row = await self._session.scalar(select(PagingRow).where(_of_open_handoff(conversation_id)))
        if row is None:
            return None
        pages = await self._session.scalars(
            select(PageRow).where(PageRow.paging_id == row.id).order_by(PageRow.id)
        )
        return PagingState(
            row.state,
            row.opened_at,
            row.acknowledged_at,
            row.acknowledged_by,
            tuple(PageRecord(page.person, page.called_at, page.result) for page in pages),
        )

    async def briefs(self) -> dict[int, PagingBrief]:
        calls = select(func.count(PageRow.id)).where(PageRow.paging_id == PagingRow.id).scalar_subquery()
        query = (
            select(HandoffRow.conversation_id, PagingRow.state, PagingRow.acknowledged_by, calls)
            .join(HandoffRow, HandoffRow.id == PagingRow.handoff_id)
            .where(HandoffRow.closed_at.is_(None))
        )
        return {row[0]: PagingBrief(row[1], row[2], row[3]) for row in await self._session.execute(query)}

    async def waits(self, since: datetime) -> list[WaitFigure]:
        query = select(HandoffRow).where(
            HandoffRow.opened_at >= since, HandoffRow.first_claimed_at.is_not(None)
        )
        waited: dict[RiskLevel, list[float]] = {}
        for row in await self._session.scalars(query):
            if row.first_claimed_at is not None:
                seconds = (row.first_claimed_at - row.opened_at).total_seconds()
                waited.setdefault(RiskLevel(row.level), []).append(seconds)
        return [
            WaitFigure(level, len(values), median(values), max(values))
            for level, values in sorted(waited.items(), reverse=True)
        ]

    async def _acknowledge(self, which: ColumnElement[bool], name: str, now: datetime) -> None:
        await self._session.execute(
            update(PagingRow)
            .where(which, PagingRow.state == CALLING)
            .values(state=ACKNOWLEDGED, acknowledged_at=now, acknowledged_by=name)
        )


def _of_open_handoff(conversation_id: int) -> ColumnElement[bool]:
    handoff = select(HandoffRow.id).where(
        HandoffRow.conversation_id == conversation_id, HandoffRow.closed_at.is_(None)
    )
    return PagingRow.handoff_id.in_(handoff)
