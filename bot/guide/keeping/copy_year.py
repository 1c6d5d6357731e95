"""Last year's sessions, as a start for this year's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.guide.calendar_days import TOKYO, in_tokyo, is_closed_day
from bot.guide.keeping.edit_sessions import EditSessions
from bot.guide.ports import UnitOfWork
from bot.guide.sessions.facts import ClassSession, SessionFacts

_YEAR = timedelta(weeks=52)
"""The same weekday a year later."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A session for this year. `closed_day`: it falls on a day on which offices rest."""

    facts: SessionFacts
    closed_day: bool


@dataclass(frozen=True, slots=True)
class CopyYear:
    """Copies a service's sessions of the last fiscal year (April to March) into this one."""

    edit: EditSessions

    async def last_year(self, service: str, now: datetime) -> list[Copied]:
        """What would be copied: the same weekdays, only what is still to come and not there yet."""
        async with self.edit.store.read() as uow:
            return await _copies(uow, service, now)

    async def copy_last_year(self, service: str, by: int | None, now: datetime) -> list[ClassSession]:
        """Add all of that; doing it twice adds nothing."""
        async with self.edit.store.write() as uow:
            copies = await _copies(uow, service, now)
            return [await self.edit.add_in(uow, copy.facts, by, now) for copy in copies]


def fiscal_year(day: date) -> int:
    """The year in which the fiscal year of a day began."""
    return day.year if day.month >= 4 else day.year - 1


async def _copies(uow: UnitOfWork, service: str, now: datetime) -> list[Copied]:
    year = fiscal_year(in_tokyo(now).date())
    last = await uow.sessions.between(service, _april(year - 1), _april(year))
    there = {
        (s.title, s.starts_at) for s in await uow.sessions.between(service, _april(year), _april(year + 1))
    }
    copies = [_later(session) for session in last if not session.cancelled and not session.sample]
    return [
        Copied(facts, is_closed_day(in_tokyo(facts.starts_at).date()))
        for facts in copies
        if facts.starts_at > now and (facts.title, facts.starts_at) not in there
    ]


def _later(session: ClassSession) -> SessionFacts:
    closes_at = session.closes_at + _YEAR if session.closes_at else None
    moved = {
        "starts_at": session.starts_at + _YEAR,
        "ends_at": session.ends_at + _YEAR,
        "closes_at": closes_at,
    }
    return session.facts.model_copy(update=moved)


def _april(year: int) -> datetime:
    return datetime(year, 4, 1, tzinfo=TOKYO)
