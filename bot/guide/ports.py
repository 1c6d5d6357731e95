"""What the guide needs of the store, and of whoever tells people things."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Protocol

from bot.conversation.content import Bubble
from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.entities import Booking, BookingState, Ended, Reminder
from bot.guide.keeping.history import Change, Table
from bot.guide.places.facts import Place, PlaceFacts
from bot.guide.procedures.state import Procedure
from bot.guide.requests.entities import Request, RequestState
from bot.guide.requests.kinds import RequestKind
from bot.guide.sessions.facts import ClassSession, SessionFacts
from bot.guide.shelf import CatalogueFiles


class Sessions(Protocol):
    """Class sessions, by their beginning."""

    async def get(self, session_id: int) -> ClassSession | None: ...

    async def lock(self, session_id: int) -> ClassSession | None:
        """The session, held for this transaction: nobody else books or changes it meanwhile."""

    async def add(self, facts: SessionFacts, *, session_id: int | None = None) -> ClassSession:
        """A new session; `session_id` brings a deleted one back."""

    async def change(self, session_id: int, facts: SessionFacts) -> ClassSession: ...

    async def delete(self, session_id: int) -> None:
        """Delete with all that belongs to it."""

    async def coming(self, service: str | None, now: datetime) -> list[ClassSession]:
        """Sessions that have not begun, without the cancelled ones; samples too."""

    async def between(self, service: str, first: datetime, last: datetime) -> list[ClassSession]:
        """Sessions of a service that begin from `first` up to, not including, `last`."""

    async def everyone(self) -> list[ClassSession]: ...

    async def city_has(self, service: str) -> bool:
        """Whether there is, or was, a session of the service that is no sample."""

    async def with_waiting(self) -> list[int]:
        """Sessions, not cancelled, with a waiting list or an offer."""


class Bookings(Protocol):
    """Bookings, in the order they were made."""

    async def add(
        self, session_id: int, contact_id: int, answers: BookingAnswers, state: BookingState, now: datetime
    ) -> Booking: ...

    async def get(self, booking_id: int) -> Booking | None: ...

    async def standing(self, session_id: int) -> list[Booking]:
        """All of a session but the cancelled ones."""

    async def standing_of(self, session_id: int, contact_id: int) -> Booking | None: ...

    async def of_contact(self, contact_id: int) -> list[Booking]:
        """All but the cancelled ones, sessions that come first first."""

    async def any_of(self, session_id: int) -> bool:
        """Whether anybody ever booked the session."""

    async def move(
        self,
        booking: Booking,
        state: BookingState,
        now: datetime,
        *,
        offer_expires_at: datetime | None = None,
        ended: Ended | None = None,
    ) -> bool:
        """Change the state if it still is what `booking` says; False if it is not."""

    async def change_answers(self, booking_id: int, answers: BookingAnswers, now: datetime) -> None: ...

    async def erase_past(self, before: datetime) -> int:
        """Take away who booked and all answers for sessions that ended by then; how many there were."""


class Reminders(Protocol):
    """At most one reminder per booking."""

    async def plan(self, booking_id: int, due_at: datetime) -> None:
        """Remind at this moment, whatever was planned or sent before."""

    async def drop(self, booking_id: int) -> None: ...

    async def due(self, now: datetime) -> list[Reminder]: ...

    async def take(self, reminder_id: int) -> bool:
        """Mark as done if nobody else did: whoever gets True sends it."""


class Places(Protocol):
    """居場所."""

    async def get(self, place_id: int) -> Place | None: ...

    async def lock(self, place_id: int) -> Place | None:
        """As `get`; nobody else changes the place until this transaction ends."""

    async def add(self, facts: PlaceFacts, *, place_id: int | None = None) -> Place: ...

    async def change(self, place_id: int, facts: PlaceFacts) -> Place: ...

    async def delete(self, place_id: int) -> None: ...

    async def everyone(self) -> list[Place]: ...


class Requests(Protocol):
    """Requests to the desk."""

    async def add(
        self, contact_id: int, kind: RequestKind, fields: dict[str, Any], digest: str, now: datetime
    ) -> Request:
        """A new request out of the person's latest conversation."""

    async def get(self, request_id: int) -> Request | None: ...

    async def open_same(self, contact_id: int, digest: str) -> Request | None:
        """The person's open request with the same content."""

    async def of_contact(self, contact_id: int) -> list[Request]: ...

    async def unfinished(self) -> list[Request]:
        """Open and in progress, oldest first."""

    async def count_unfinished(self) -> int: ...

    async def finished_since(self, since: datetime, limit: int) -> list[Request]:
        """Done and cancelled since then, the latest first."""

    async def move(
        self, request: Request, state: RequestState, note: str, now: datetime, by: int | None = None
    ) -> bool:
        """Change state and note if the request still is as `request` says; False if it is not."""

    async def erase_finished(self, before: datetime) -> int:
        """Take away who asked and all answers of what was finished by then; how many there were."""


class Procedures(Protocol):
    """How far people have come in a procedure: at most one a contact."""

    async def get(self, contact_id: int) -> tuple[Procedure, datetime] | None:
        """The procedure, and when it was last gone on with."""

    async def keep(self, contact_id: int, procedure: Procedure, now: datetime) -> None:
        """Keep the procedure as it stands now."""

    async def drop(self, contact_id: int) -> None:
        """Forget it with all its answers."""

    async def drop_older(self, moment: datetime) -> int:
        """Forget all that nobody has gone on with since the moment; how many there were."""


class Changes(Protocol):
    """The history of what the staff changed."""

    async def add(
        self,
        table: Table,
        row_id: int,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        counselor_id: int | None,
        at: datetime,
    ) -> Change: ...

    async def get(self, change_id: int) -> Change | None: ...

    async def of_row(self, table: Table, row_id: int) -> list[Change]:
        """The changes of one row, newest first."""

    async def latest(self, table: Table, limit: int) -> list[Change]: ...


class UnitOfWork(Protocol):
    """One transaction: committed when the `async with` block ends well, undone otherwise."""

    @property
    def sessions(self) -> Sessions: ...

    @property
    def bookings(self) -> Bookings: ...

    @property
    def reminders(self) -> Reminders: ...

    @property
    def places(self) -> Places: ...

    @property
    def requests(self) -> Requests: ...

    @property
    def procedures(self) -> Procedures: ...

    @property
    def changes(self) -> Changes: ...

    @property
    def catalogue(self) -> CatalogueFiles: ...


class Store(Protocol):
    """Opens transactions."""

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]: ...

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]: ...


class Teller(Protocol):
    """Tells a person something, wherever that person writes to us."""

    async def tell(self, uow: UnitOfWork, contact_id: int, bubbles: Sequence[Bubble], now: datetime) -> None:
        """Put the words on their way in this transaction: they go out if, and only if, it is kept."""
