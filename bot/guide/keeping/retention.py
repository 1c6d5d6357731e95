"""Forgetting: what people told us for a booking or a request is erased when it is no longer needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.guide.ports import Store


@dataclass(frozen=True, slots=True)
class Erased:
    """How many bookings and requests were made anonymous by one sweep."""

    bookings: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Retention:
    """Erases names and answers some days after the session, or after the request was finished. The
    rows stay, without a person, so that the numbers stay true. With 0 days nothing is ever erased."""

    store: Store
    days: int

    async def sweep(self, now: datetime) -> Erased:
        """Erase everything that is due now; a second sweep finds nothing."""
        if self.days <= 0:
            return Erased()
        before = now - timedelta(days=self.days)
        async with self.store.write() as uow:
            return Erased(await uow.bookings.erase_past(before), await uow.requests.erase_finished(before))
