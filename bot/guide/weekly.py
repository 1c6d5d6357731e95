"""Hours that come back every week, written as a city writes them: days and "18:00-08:30"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_JA = "月火水木金土日"
_TIME = re.compile(r"^\d{1,2}:\d{2}$")
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of hours on some weekdays (0 = Monday).

    `opens` and `closes` are minutes from 0:00; `closes` of 1440 is midnight, and a
    `closes` that is not after `opens` lies on the next day.
    """

    days: frozenset[int]
    opens: int
    closes: int

    @property
    def ends(self) -> int:
        """Minutes from the 0:00 of the day it begins to its end."""
        return self.closes if self.closes > self.opens else self.closes + _DAY_MINUTES

    def holds(self, weekday: int, minute: int, *, days_ago: int) -> bool:
        """Whether the span begun `days_ago` days before, on `weekday`, covers `minute` of today."""
        return weekday in self.days and self.opens <= minute + days_ago * _DAY_MINUTES < self.ends


def minute_of_day(moment: datetime) -> int:
    """Minutes since 0:00 on the moment's own clock."""
    return moment.hour * 60 + moment.minute


def parse_time(text: str) -> int:
    """Minutes since 0:00 of "HH:MM" before midnight; ValueError says what is wrong."""
    minutes = _minutes(text)
    if minutes >= _DAY_MINUTES:
        raise ValueError(f"no such time of day: {text!r}")
    return minutes


def parse_hours(text: str) -> tuple[int, int]:
    """Opening and closing minute of "HH:MM-HH:MM"; ValueError says what is wrong."""
    opens, dash, closes = text.partition("-")
    if not dash:
        raise ValueError(f"hours are written like 9:00-17:00, not {text!r}")
    return parse_time(opens.strip()), _minutes(closes.strip())


def _minutes(text: str) -> int:
    if not _TIME.match(text):
        raise ValueError(f"a time is written like 9:00, not {text!r}")
    hour, minute = (int(part) for part in text.split(":"))
    if minute > 59 or hour * 60 + minute > _DAY_MINUTES:
        raise ValueError(f"no such time of day: {text!r}")
    return hour * 60 + minute


def parse_days(names: list[str]) -> frozenset[int]:
    """Weekday numbers of names such as mon or 月; ValueError names the unknown one."""
    return frozenset(_day_number(name) for name in names)


def _day_number(name: str) -> int:
    if name in DAY_NAMES:
        return DAY_NAMES.index(name)
    if len(name) == 1 and name in _DAY_JA:
        return _DAY_JA.index(name)
    raise ValueError(f"a day is one of {', '.join(DAY_NAMES)}, not {name!r}")


def span(days: list[str], hours: str) -> Span:
    """The span of written days and hours."""
    opens, closes = parse_hours(hours)
    return Span(parse_days(days), opens, closes)
