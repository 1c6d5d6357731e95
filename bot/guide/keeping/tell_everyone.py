"""A message of the staff to all who booked a session: seen before it is sent, sent once, recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.conversation.content import Bubble
from bot.guide.bookings.entities import BookingState
from bot.guide.bookings.words import SAMPLE, spoken_period
from bot.guide.keeping.history import Change, ChangeRefused, RowNotFound, Table
from bot.guide.plain_text import clean_text
from bot.guide.ports import Store, Teller, UnitOfWork
from bot.guide.sessions.facts import ClassSession

TEXT_MAX = 1000
"""Characters of a message."""


class Audience(StrEnum):
    """Whom a message is for: those who have a seat, or everybody who hopes for one as well."""

    BOOKED = "booked"
    EVERYBODY = "everybody"

    @property
    def states(self) -> frozenset[BookingState]:
        """The bookings it is for."""
        return _STATES[self]


_STATES = {
    Audience.BOOKED: frozenset({BookingState.BOOKED}),
    Audience.EVERYBODY: frozenset({BookingState.BOOKED, BookingState.OFFERED, BookingState.WAITING}),
}


class MessageInvalid(ChangeRefused):
    """The text is missing or too long."""


class NobodyToTell(ChangeRefused):
    """No booking of the session can be told anything."""

    def __init__(self) -> None:
        super().__init__("お知らせを届けられる方がいません。")


class Messenger(Teller, Protocol):
    """A teller who knows whom it can reach."""

    async def reach(self, uow: UnitOfWork, contact_ids: Collection[int]) -> dict[int, str]:
        """The channel of everybody who can be told something; the others are left out."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be sent: the words, how many people by channel, how many are left out."""

    session: ClassSession
    bubbles: tuple[Bubble, ...]
    people: Mapping[str, int]
    left_out: int

    @property
    def total(self) -> int:
        """How many people would be told."""
        return sum(self.people.values())


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that was sent, as the history keeps it. No contact is named."""

    id: int
    session_id: int
    text: str
    audience: Audience
    told: int
    left_out: int
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TellEveryone:
    """What the staff do with messages. `by` is the counselor's id."""

    store: Store
    teller: Messenger

    async def draft(self, session_id: int, audience: Audience, text: str) -> Draft:
        """Look at a message before it is sent; MessageInvalid for a text that cannot be sent."""
        async with self.store.read() as uow:
            session = await uow.sessions.get(session_id)
            if session is None:
                raise RowNotFound
            people, left_out = await self._people(uow, session_id, audience)
        return Draft(session, words(session, checked(text)), Counter(people.values()), left_out)

    async def send(
        self, session_id: int, audience: Audience, text: str, once: str, by: int | None, now: datetime
    ) -> SentMessage:
        """Tell everybody once. `once` names the form that sends it: under the same name it is sent
        once, however often the form arrives. NobodyToTell when nobody can be reached."""
        said = checked(text)
        async with self.store.write() as uow:
            session = await uow.sessions.lock(session_id)
            if session is None:
                raise RowNotFound
            before = await uow.changes.of_row(Table.MESSAGE, session_id)
            for change in before:
                if change.after is not None and change.after.get("once") == once:
                    return _from(change)
            people, left_out = await self._people(uow, session_id, audience)
            if not people:
                raise NobodyToTell
            for contact_id in sorted(people):
                await self.teller.tell(uow, contact_id, words(session, said), now)
            after = {
                "text": said,
                "audience": audience.value,
                "told": len(people),
                "left_out": left_out,
                "once": once,
            }
            return _from(await uow.changes.add(Table.MESSAGE, session_id, None, after, by, now))

    async def sent(self, session_id: int) -> list[SentMessage]:
        """The messages of a session, newest first."""
        async with self.store.read() as uow:
            return [_from(change) for change in await uow.changes.of_row(Table.MESSAGE, session_id)]

    async def _people(
        self, uow: UnitOfWork, session_id: int, audience: Audience
    ) -> tuple[dict[int, str], int]:
        """Everybody who can be told, with the channel, and how many cannot."""
        bookings = await uow.bookings.standing(session_id)
        wanted = [booking.contact_id for booking in bookings if booking.state in audience.states]
        reached = await self.teller.reach(uow, wanted)
        return reached, len(wanted) - len(reached)


def checked(text: str) -> str:
    """The text as it is sent; MessageInvalid when it is missing or too long."""
    cleaned = clean_text(text)
    if not cleaned:
        raise MessageInvalid("お知らせの文章を入力してください。")
    if len(cleaned) > TEXT_MAX:
        raise MessageInvalid(f"お知らせの文章は{TEXT_MAX}文字までにしてください。")
    return cleaned


def words(session: ClassSession, text: str) -> tuple[Bubble, ...]:
    """What everybody reads. The session is named by its time alone: others may see the telephone."""
    mark = f"（{SAMPLE}）" if session.sample else ""
    return (Bubble(f"{spoken_period(session)}の回についてのお知らせです。{mark}\n{text}"),)


def _from(change: Change) -> SentMessage:
    after = change.after or {}
    return SentMessage(
        id=change.id,
        session_id=change.row_id,
        text=str(after["text"]),
        audience=Audience(after["audience"]),
        told=int(after["told"]),
        left_out=int(after["left_out"]),
        by=change.counselor_id,
        at=change.at,
    )
