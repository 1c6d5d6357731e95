"""The inbox loop's step: answer everything that waits in one conversation."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.desk.ports import Clock, Store, StoreUnavailable
from bot.desk.respond import HandledElsewhere, Respond
from bot.worker.backoff import backoff

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class InboxDrive:
    """Answers the waiting messages of one conversation, oldest first."""

    store: Store
    respond: Respond
    clock: Clock

    async def pending(self, limit: int) -> list[int]:
        """Conversations in which something waits."""
        async with self.store.read() as uow:
            return await uow.inbox.pending_conversations(self.clock.now(), limit)

    async def __call__(self, conversation_id: int) -> None:
        """Work until nothing waits, or until a message has to be tried again later."""
        while True:
            async with self.store.read() as uow:
                row = await uow.inbox.next_of(conversation_id, self.clock.now())
            if row is None:
                return
            try:
                await self.respond(row)
            except (HandledElsewhere, StoreUnavailable) as error:
                log.warning("inbox_row_again", row=row.id, error=type(error).__name__)
                return
            except Exception as error:
                # One message that cannot be handled must neither stop the others nor be dropped.
                log.error("inbox_row_failed", row=row.id, error=type(error).__name__, attempts=row.attempts)
                async with self.store.write() as uow:
                    until = self.clock.now() + backoff(row.attempts)
                    await uow.inbox.postpone(row.id, until, type(error).__name__)
                return
