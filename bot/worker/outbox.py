"""The outbox loop's step: deliver everything that waits for one contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.desk.bell import Bell, Change
from bot.desk.ports import Clock, Delivery, OutboxRow, SendError, Sent, Store
from bot.desk.say import Channels
from bot.worker.backoff import backoff

log = structlog.get_logger()

REQUEST_MAX = 5
"""Messages of one request; the narrowest channel's limit (LINE)."""


@dataclass(frozen=True, slots=True)
class OutboxDrive:
    """Delivers the waiting requests of one contact, oldest first."""

    store: Store
    channels: Channels
    clock: Clock
    bell: Bell

    async def pending(self, limit: int) -> list[int]:
        """Contacts for whom something waits; danger first."""
        async with self.store.read() as uow:
            return await uow.outbox.pending_contacts(self.clock.now(), limit)

    async def __call__(self, contact_id: int) -> None:
        """Deliver until nothing waits, or until a request has to be tried again later."""
        while True:
            async with self.store.read() as uow:
                row = await uow.outbox.next_of(contact_id, self.clock.now())
            if row is None:
                return
            if not await self._deliver(row):
                return

    async def _deliver(self, row: OutboxRow) -> bool:
        channel = self.channels.get(row.contact.channel)
        if channel is None:
            await self._fail(row, "channel_switched_off")
            return True
        token = row.reply_token
        if token is not None:
            # Noted before it is used: after a crash the token counts as used and push takes over.
            async with self.store.write() as uow:
                await uow.outbox.spend_reply_token(row.id)
        if token is not None and token.expires_at <= self.clock.now():
            token = None
        along = await self._along(row) if token is not None and row.attempts else []
        payloads = [payload for each in (row, *along) for payload in each.payloads]
        delivery = Delivery(row.id, row.contact.external_id, payloads, token, row.risk)
        try:
            sent = await channel.send(delivery)
        except SendError as error:
            return await self._not_sent(row, error)
        await self._done([row, *along], sent)
        return True

    async def _along(self, row: OutboxRow) -> list[OutboxRow]:
        """What can go out in the same reply: after a refusal more than one row may be waiting."""
        async with self.store.read() as uow:
            following = await uow.outbox.following(row, REQUEST_MAX)
        along: list[OutboxRow] = []
        room = REQUEST_MAX - len(row.payloads)
        for other in following:
            if len(other.payloads) > room:
                break
            along.append(other)
            room -= len(other.payloads)
        return along

    async def _done(self, rows: Sequence[OutboxRow], sent: Sent) -> None:
        row = rows[0]
        async with self.store.write() as uow:
            for each in rows:
                await uow.outbox.mark_sent(each.id, sent, self.clock.now())
        self.bell.ring(Change.MESSAGE, conversation_id=row.conversation_id, contact_id=row.contact.id)

    async def _not_sent(self, row: OutboxRow, error: SendError) -> bool:
        if not error.retryable:
            await self._fail(row, error.code)
            return True
        log.warning("outbox_row_again", row=row.id, code=error.code, attempts=row.attempts)
        async with self.store.write() as uow:
            until = self.clock.now() + backoff(row.attempts, error.retry_after)
            await uow.outbox.postpone(row.id, until, error.code)
        return False

    async def _fail(self, row: OutboxRow, code: str) -> None:
        log.error("outbox_row_failed", row=row.id, code=code)
        async with self.store.write() as uow:
            await uow.outbox.mark_failed(row.id, code, self.clock.now())
        self.bell.ring(Change.QUEUE, conversation_id=row.conversation_id, contact_id=row.contact.id)
