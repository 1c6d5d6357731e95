"""Days as a Japanese public office sees them: Asia/Tokyo, national holidays, New Year."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import holidays

TOKYO = ZoneInfo("Asia/Tokyo")
_NATIONAL = holidays.country_holidays("JP")


def in_tokyo(moment: datetime) -> datetime:
    """The moment on Tokyo's clock; ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be placed in Tokyo")
    return moment.astimezone(TOKYO)


def is_national_holiday(day: date) -> bool:
    """Whether the day is a national holiday of Japan (substitute holidays too)."""
    return day in _NATIONAL


def is_new_year(day: date) -> bool:
    """Whether the day lies in 12/29 to 1/3, when public offices are closed."""
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)


def is_closed_day(day: date) -> bool:
    """Whether public offices rest: a national holiday or New Year; weekends are not meant."""
    return is_national_holiday(day) or is_new_year(day)
