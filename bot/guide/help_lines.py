"""Help lines: who answers, when, and which of them can be rung right now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.conversation.content import CHOICE_LABEL_MAX, Call
from bot.guide.calendar_days import in_tokyo, is_closed_day, is_national_holiday
from bot.guide.weekly import Span, minute_of_day

GENERAL = "general"
"""The category of a line that is for anybody in distress."""


class HolidayRule(StrEnum):
    """What a line does on national holidays."""

    AS_USUAL = "as_usual"
    CLOSED = "closed"
    ALL_DAY = "all_day"


@dataclass(frozen=True, slots=True)
class MonthlyDay:
    """A day of every month with `minutes` of extra hours from `opens` (minutes from 0:00)."""

    day: int
    opens: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When a line answers, on Tokyo's clock."""

    always: bool = False
    weekly: tuple[Span, ...] = ()
    holidays: HolidayRule = HolidayRule.AS_USUAL
    monthly: tuple[MonthlyDay, ...] = ()

    def cover(self, now: datetime) -> bool:
        """Whether the line answers at this moment."""
        local = in_tokyo(now)
        return self.always or self._by_week(local) or self._by_month(local)

    def _by_week(self, local: datetime) -> bool:
        today, minute = local.date(), minute_of_day(local)
        if self.holidays is HolidayRule.ALL_DAY and is_national_holiday(today):
            return True
        if self.holidays is HolidayRule.CLOSED and is_closed_day(today):
            return False
        return any(self._runs(span, today, minute, days_ago) for span in self.weekly for days_ago in (0, 1))

    def _runs(self, span: Span, today: date, minute: int, days_ago: int) -> bool:
        begun = today - timedelta(days=days_ago)
        if self.holidays is HolidayRule.CLOSED and is_closed_day(begun):
            return False
        return span.holds(begun.weekday(), minute, days_ago=days_ago)

    def _by_month(self, local: datetime) -> bool:
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        for extra in self.monthly:
            for days_ago in range(extra.minutes // 1440 + 2):
                begun = midnight - timedelta(days=days_ago)
                start = begun + timedelta(minutes=extra.opens)
                if begun.day == extra.day and start <= local < start + timedelta(minutes=extra.minutes):
                    return True
        return False


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A telephone line. Without `hours` its hours are unverified and it is never shown as open."""

    id: str
    name: str
    number: str
    for_whom: str = ""
    categories: tuple[str, ...] = (GENERAL,)
    rank: int = 100
    hours: Hours | None = None
    hours_text: str = ""
    short_name: str = ""
    source: str = ""
    verified_on: date | None = None
    review_by: date | None = None

    @property
    def call(self) -> Call:
        """The line as a one-tap call."""
        return Call((self.short_name or self.name)[:CHOICE_LABEL_MAX], self.number)

    @property
    def general(self) -> bool:
        """Whether the line is for anybody in distress, whatever the trouble."""
        return GENERAL in self.categories

    def is_open(self, now: datetime) -> bool:
        """Whether somebody is known to answer at this moment."""
        return self.hours is not None and self.verified_on is not None and self.hours.cover(now)

    def is_stale(self, today: date) -> bool:
        """Whether the entry should have been checked again by now."""
        return self.review_by is not None and today > self.review_by


def open_now(lines: Iterable[HelpLine], now: datetime, categories: Iterable[str] = ()) -> list[HelpLine]:
    """The lines that answer at this moment.

    Lines made for one of `categories` come first, then those for anybody, each nearest
    first. A line for a special trouble is left out where that trouble was not named.
    """
    wanted = frozenset(categories)

    def special(line: HelpLine) -> bool:
        return not line.general and bool(wanted & set(line.categories))

    fitting = [line for line in lines if (line.general or special(line)) and line.is_open(now)]
    return sorted(fitting, key=lambda line: (not special(line), line.rank, line.id))
