"""Messages that wait to be answered."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.events import ReplyToken
from bot.desk.ports import InboxRow
from bot.store.repositories.boxes import HANDLED, WAITING, token_of
from bot.store.tables import ConversationRow, InboxTable, MessageRow


class SqlInbox:
    """See `bot.desk.ports.Inbox`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self,
        channel: str,
        event_id: str,
        now: datetime,
        *,
        conversation_id: int | None = None,
        message_id: int | None = None,
        reply_token: ReplyToken | None = None,
    ) -> bool:
        insert = sqlite_insert if self._session.get_bind().dialect.name == "sqlite" else pg_insert
        statement = (
            insert(InboxTable)
            .values(
                channel=channel,
                event_id=event_id,
                conversation_id=conversation_id,
                message_id=message_id,
                reply_token=reply_token.value if reply_token else None,
                reply_token_expires_at=reply_token.expires_at if reply_token else None,
                state=WAITING if message_id is not None else HANDLED,
                attempts=0,
                due_at=now,
                received_at=now,
            )
            .on_conflict_do_nothing(index_elements=["channel", "event_id"])
        )
        result = cast("CursorResult[object]", await self._session.execute(statement))
        return result.rowcount == 1

    async def seen(self, channel: str, event_id: str) -> bool:
        query = select(InboxTable.id).where(InboxTable.channel == channel, InboxTable.event_id == event_id)
        return await self._session.scalar(query) is not None

    async def pending_conversations(self, now: datetime, limit: int) -> list[int]:
        query = (
            select(InboxTable.conversation_id)
            .join(ConversationRow, ConversationRow.id == InboxTable.conversation_id)
            .where(InboxTable.state == WAITING, InboxTable.due_at <= now)
            .group_by(InboxTable.conversation_id)
            .order_by(func.max(ConversationRow.level).desc(), func.min(InboxTable.id))
            .limit(limit)
        )
        return [value for value in await self._session.scalars(query) if value is not None]

    async def next_of(self, conversation_id: int, now: datetime) -> InboxRow | None:
        query = (
            select(InboxTable)
            .where(InboxTable.state == WAITING, InboxTable.conversation_id == conversation_id)
            .order_by(InboxTable.id)
            .limit(1)
        )
        row = await self._session.scalar(query)
        if row is None or row.due_at > now or row.message_id is None:
            return None
        return InboxRow(row.id, conversation_id, row.message_id, row.attempts, token_of(row))

    async def mark_handled(self, row_id: int, now: datetime) -> bool:
        statement = (
            update(InboxTable)
            .where(InboxTable.id == row_id, InboxTable.state == WAITING)
            .values(state=HANDLED, handled_at=now)
        )
        result = cast("CursorResult[object]", await self._session.execute(statement))
        return result.rowcount == 1

    async def spend_reply_token(self, row_id: int) -> None:
        await self._session.execute(
            update(InboxTable)
            .where(InboxTable.id == row_id)
            .values(reply_token=None, reply_token_expires_at=None)
        )

    async def postpone(self, row_id: int, until: datetime, code: str) -> None:
        await self._session.execute(
            update(InboxTable)
            .where(InboxTable.id == row_id, InboxTable.state == WAITING)
            .values(due_at=until, attempts=InboxTable.attempts + 1, last_code=code[:60])
        )

    async def move_waiting(self, conversation_id: int, to_conversation_id: int) -> int:
        waiting = (InboxTable.conversation_id == conversation_id, InboxTable.state == WAITING)
        messages = list(await self._session.scalars(select(InboxTable.message_id).where(*waiting)))
        await self._session.execute(
            update(MessageRow).where(MessageRow.id.in_(messages)).values(conversation_id=to_conversation_id)
        )
        await self._session.execute(
            update(InboxTable).where(*waiting).values(conversation_id=to_conversation_id)
        )
        return len(messages)
