"""What paging needs from outside: its rows, and ways to reach people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.conversation.levels import RiskLevel


@dataclass(frozen=True, slots=True)
class PagingEntry:
    """A handoff for which somebody is being called. `step` counts the calls so far."""

    id: int
    handoff_id: int
    conversation_id: int
    level: RiskLevel
    step: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One call, as the console shows it."""

    person: str
    called_at: datetime
    result: str


@dataclass(frozen=True, slots=True)
class PagingState:
    """How far the calling for a handoff has come."""

    state: str
    opened_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    pages: tuple[PageRecord, ...]


@dataclass(frozen=True, slots=True)
class PagingBrief:
    """How far the calling has come, in short. `pages` counts the calls so far."""

    state: str
    acknowledged_by: str | None
    pages: int


@dataclass(frozen=True, slots=True)
class WaitFigure:
    """How long people of one level waited for a human, in seconds."""

    level: RiskLevel
    count: int
    median_s: float
    longest_s: float


class Pagings(Protocol):
    async def open(self, handoff_id: int, level: RiskLevel, now: datetime) -> None:
        """Begin to call; a higher level than before begins anew, at once."""

    async def due(self, now: datetime) -> list[PagingEntry]:
        """All for whom the next call is due, the most dangerous first."""

    async def advance(self, entry: PagingEntry, due_at: datetime) -> bool:
        """Take the next step, if nobody else did: the call itself follows."""

    async def wait(self, entry: PagingEntry, due_at: datetime) -> None:
        """Look again later, without a step."""

    async def hurry(self, paging_id: int, due_at: datetime) -> None:
        """Bring the next call forward."""

    async def add_page(self, paging_id: int, person: str, token_hash: str, now: datetime) -> int: ...

    async def note_result(self, page_id: int, result: str) -> None: ...

    async def acknowledge(self, token_hash: str, now: datetime) -> str | None:
        """End the calling that this page belongs to; the person's name, None for an unknown token."""

    async def acknowledge_by(self, conversation_id: int, name: str, now: datetime) -> None:
        """Somebody acknowledged at the console."""

    async def end(self, conversation_id: int) -> None:
        """The handoff was claimed or closed: nobody need be called any more."""

    async def resume(self, conversation_id: int, now: datetime) -> None:
        """The open handoff waits again: begin to call again, at once."""

    async def state_of(self, conversation_id: int) -> PagingState | None: ...

    async def briefs(self) -> dict[int, PagingBrief]:
        """The calling for every open handoff, by the conversation's id."""

    async def waits(self, since: datetime) -> list[WaitFigure]:
        """Time from handoff to first claim, by level."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says: nothing of the talk."""

    subject: str
    body: str
    url: str


class PageFailed(Exception):
    """A way did not take the page. `code` is short and safe to show."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Pager(Protocol):
    """One way to reach people."""

    async def page(self, address: str, text: PageText) -> None:
        """Deliver, or PageFailed. Never takes longer than its own deadline."""
