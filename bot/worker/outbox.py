"""The outbox loop's step: deliver everything that waits for one contact."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.desk.bell import Bell, Change
from bot.desk.ports import Clock, Delivery, OutboxRow, SendError, Sent, Store
from bot.desk.say import Channels
from bot.worker.backoff import backoff

log = structlog.get_logger()


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
        delivery = Delivery(row.id, row.contact.external_id, row.payloads, token, row.risk)
        try:
            sent = await channel.send(delivery)
        except SendError as error:
            return await self._not_sent(row, error)
        await self._done(row, sent)
        return True

    async def _done(self, row: OutboxRow, sent: Sent) -> None:
        async with self.store.write() as uow:
            await uow.outbox.mark_sent(row.id, sent, self.clock.now())
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
