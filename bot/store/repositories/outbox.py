"""Requests that wait to be sent."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, func, select, update
from sqlalchemy import cast as cast_sql
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.entities import Contact, Conversation
from bot.desk.events import ReplyToken
from bot.desk.ports import OutboxRow, Sent
from bot.desk.ports.boxes import Told
from bot.store.repositories.boxes import FAILED, HANDLED, SENT, WAITING, token_of
from bot.store.repositories.conversations import contact_from
from bot.store.tables import BookingRow, ContactRow, InboxTable, OutboxTable


class SqlOutbox:
    """See `bot.desk.ports.Outbox`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self,
        conversation: Conversation,
        payloads: list[list[Mapping[str, Any]]],
        now: datetime,
        *,
        reply_token: ReplyToken | None = None,
        risk: bool = False,
    ) -> None:
        if reply_token is not None:
            await self._lend(conversation.contact.id, reply_token, now)
        if risk:
            await self._clear_the_way(conversation.contact.id, now)
        for position, request in enumerate(payloads):
            token = reply_token if position == 0 else None
            self._session.add(
                OutboxTable(
                    id=str(uuid.uuid4()),
                    contact_id=conversation.contact.id,
                    conversation_id=conversation.id,
                    payloads=[dict(payload) for payload in request],
                    reply_token=token.value if token else None,
                    reply_token_expires_at=token.expires_at if token else None,
                    risk=risk,
                    state=WAITING,
                    attempts=0,
                    due_at=now,
                    created_at=now,
                )
            )
            await self._session.flush()

    async def _lend(self, contact_id: int, token: ReplyToken, now: datetime) -> None:
        """Give a fresh token to what has been waiting longest as well, so that a spent quota blocks
        nobody who goes on writing. Should that be on its way already, the token is still unused."""
        oldest = await self._oldest(contact_id)
        if oldest is not None:
            oldest.reply_token, oldest.reply_token_expires_at, oldest.due_at = (
                token.value,
                token.expires_at,
                now,
            )
            await self._session.flush()

    async def _clear_the_way(self, contact_id: int, now: datetime) -> None:
        """What waits before a message for danger must not hold it up: it goes out with the same right."""
        await self._session.execute(
            update(OutboxTable)
            .where(
                OutboxTable.state == WAITING,
                OutboxTable.contact_id == contact_id,
                OutboxTable.risk.is_(False),
            )
            .values(risk=True, due_at=now)
        )

    async def _oldest(self, contact_id: int) -> OutboxTable | None:
        row: OutboxTable | None = await self._session.scalar(
            select(OutboxTable)
            .where(OutboxTable.state == WAITING, OutboxTable.contact_id == contact_id)
            .order_by(OutboxTable.seq)
            .limit(1)
        )
        return row

    async def following(self, row: OutboxRow, limit: int) -> list[OutboxRow]:
        query = (
            select(OutboxTable)
            .where(
                OutboxTable.state == WAITING,
                OutboxTable.contact_id == row.contact.id,
                OutboxTable.id != row.id,
            )
            .order_by(OutboxTable.seq)
            .limit(limit)
        )
        return [_outbox_row(found, row.contact) for found in await self._session.scalars(query)]

    async def pending_contacts(self, now: datetime, limit: int) -> list[int]:
        query = (
            select(OutboxTable.contact_id)
            .where(OutboxTable.state == WAITING, OutboxTable.due_at <= now)
            .group_by(OutboxTable.contact_id)
            .order_by(func.max(cast_sql(OutboxTable.risk, Integer)).desc(), func.min(OutboxTable.seq))
            .limit(limit)
        )
        return list(await self._session.scalars(query))

    async def next_of(self, contact_id: int, now: datetime) -> OutboxRow | None:
        query = (
            select(OutboxTable, ContactRow)
            .join(ContactRow, ContactRow.id == OutboxTable.contact_id)
            .where(OutboxTable.state == WAITING, OutboxTable.contact_id == contact_id)
            .order_by(OutboxTable.seq)
            .limit(1)
        )
        found = (await self._session.execute(query)).first()
        if found is None or found[0].due_at > now:
            return None
        row, contact = found
        return _outbox_row(row, contact_from(contact))

    async def spend_reply_token(self, row_id: str) -> None:
        await self._change(row_id, reply_token=None, reply_token_expires_at=None)

    async def mark_sent(self, row_id: str, sent: Sent, now: datetime) -> None:
        await self._change(
            row_id, state=SENT, sent_at=now, way=sent.way, external_ids=list(sent.external_ids), payloads=[]
        )

    async def postpone(self, row_id: str, until: datetime, code: str) -> None:
        await self._change(row_id, due_at=until, attempts=OutboxTable.attempts + 1, last_code=code[:60])

    async def mark_failed(self, row_id: str, code: str, now: datetime) -> None:
        await self._change(row_id, state=FAILED, last_code=code[:60], sent_at=now)

    async def fresh_reply_token(self, conversation_id: int, now: datetime) -> ReplyToken | None:
        query = (
            select(InboxTable)
            .where(InboxTable.conversation_id == conversation_id, InboxTable.state == HANDLED)
            .order_by(InboxTable.id.desc())
            .limit(1)
        )
        row = await self._session.scalar(query)
        if row is None or row.reply_token is None or row.reply_token_expires_at is None:
            return None
        token = ReplyToken(row.reply_token, row.reply_token_expires_at)
        row.reply_token = None
        await self._session.flush()
        return token if token.expires_at > now else None

    async def failed_codes(self, conversation_id: int) -> list[str]:
        query = select(OutboxTable.last_code).where(
            OutboxTable.conversation_id == conversation_id, OutboxTable.state == FAILED
        )
        return [code or "unknown" for code in await self._session.scalars(query)]

    async def told(self, session_id: int, at: datetime) -> Told:
        booked = select(BookingRow.contact_id).where(BookingRow.session_id == session_id)
        query = select(OutboxTable.contact_id, OutboxTable.state).where(
            OutboxTable.created_at == at, OutboxTable.contact_id.in_(booked)
        )
        states: dict[int, set[str]] = defaultdict(set)
        for contact_id, state in await self._session.execute(query):
            states[contact_id].add(state)
        # A message in several parts has arrived when all of them have.
        worst = Counter(
            next(state for state in (FAILED, WAITING, SENT) if state in own) for own in states.values()
        )
        return Told(worst[SENT], worst[WAITING], worst[FAILED])

    async def _change(self, row_id: str, **values: Any) -> None:
        await self._session.execute(
            update(OutboxTable).where(OutboxTable.id == row_id, OutboxTable.state == WAITING).values(**values)
        )


def _outbox_row(row: OutboxTable, contact: Contact) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        contact=contact,
        conversation_id=row.conversation_id,
        payloads=row.payloads,
        attempts=row.attempts,
        reply_token=token_of(row),
        risk=row.risk,
    )
