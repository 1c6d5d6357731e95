"""The ways of naming a day, each with the day it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.guide.dates.wishes import NotADay, Unclear

RECENTLY = timedelta(days=90)
"""A day without a year that was this long ago is taken for a slip, not for next year."""

_DAYS = "月火水木金土日"
# 毎週土曜, 第2土曜 and 土曜以外 name no single day.
_WEEKDAY = rf"(?<!\d)(?<!毎週)(?P<weekday>[{_DAYS}])曜日?(?!以外)"
_SHORT_WEEKDAY = rf"(?:の?\(?(?P<check>[{_DAYS}])(?:曜日?|\)))?"


def _full(match: re.Match[str], _today: date) -> date:
    year = int(match["year"])
    era = match["era"]
    if era in ("令和", "r"):
        year += 2018
    elif era in ("平成", "h"):
        year += 1988
    elif year < 1000:
        raise NotADay(Unclear.NO_SUCH_DAY)
    return _same_weekday(date(year, int(match["month"]), int(match["day"])), match["check"])


def _month_day(match: re.Match[str], today: date) -> date:
    month, day = int(match["month"]), int(match["day"])
    if match["which"]:
        year = today.year + (match["which"] == "来年")
        return _same_weekday(date(year, month, day), match["check"])
    # From last year on, so that a day of last month is seen as past; 2/29 is a day only in some years.
    for year in range(today.year - 1, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return _same_weekday(found, match["check"])
        if today - found <= RECENTLY:
            raise NotADay(Unclear.PAST)
    raise NotADay(Unclear.NO_SUCH_DAY)


def _day_of_month(match: re.Match[str], today: date) -> date:
    first = today.replace(day=1)
    if match["which"] == "来月":
        first = _next_month(first)
    day = int(match["day"])
    if not match["which"] and day < today.day:
        first = _next_month(first)
    return _same_weekday(first.replace(day=day), match["check"])


def _relative(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=_RELATIVE[match[0]])


def _later(match: re.Match[str], today: date) -> date:
    days = int(match["count"]) * (7 if match["unit"].startswith("週") else 1)
    return today + timedelta(days=days)


def _week_and_day(match: re.Match[str], today: date) -> date:
    weeks = {
        "今週": 0,
        "来週": 1,
        "再来週": 2,
        "さ来週": 2,
        "さらいしゅう": 2,
        "らいしゅう": 1,
        "こんしゅう": 0,
    }[match["week"]]
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=weeks, days=_DAYS.index(match["weekday"]))


def _weekday(match: re.Match[str], today: date) -> date:
    ahead = (_DAYS.index(match["weekday"] or match["alone"]) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def _same_weekday(day: date, sign: str | None) -> date:
    if sign is not None and _DAYS[day.weekday()] != sign:
        raise NotADay(Unclear.WRONG_WEEKDAY)
    return day


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


_RELATIVE = {
    "しあさって": 3, "明々後日": 3, "明後日": 2, "あさって": 2, "明日": 1, "あした": 1, "あす": 1,
    "今日": 0, "きょう": 0, "本日": 0,
}  # fmt: skip
Reader = Callable[[re.Match[str], date], date]


def _patterns() -> Iterator[tuple[re.Pattern[str], Reader]]:
    """What is read, the most definite first."""
    month_day = r"(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:日|(?![\d人名回時件個]))"
    yield re.compile(rf"(?P<era>令和|平成|r|h)?(?P<year>\d{{1,4}})年{month_day}{_SHORT_WEEKDAY}"), _full
    numbers = r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})[/.\-](?P<day>\d{1,2})(?!\d)"
    yield re.compile(rf"(?<!\d)(?P<era>(?!))?{numbers}{_SHORT_WEEKDAY}"), _full
    era = r"(?P<era>r|h)(?P<year>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<day>\d{1,2})(?!\d)"
    yield re.compile(rf"{era}{_SHORT_WEEKDAY}"), _full
    yield re.compile(rf"(?P<which>今年|来年)?の?{month_day}{_SHORT_WEEKDAY}"), _month_day
    yield (
        re.compile(
            rf"(?P<which>今年|来年)?の?(?<![\d/])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/]){_SHORT_WEEKDAY}"
        ),
        _month_day,
    )
    yield re.compile(r"(?<!\d)(?P<count>\d{1,7})(?P<unit>日|週間?)後"), _later
    weeks = "再来週|さ来週|来週|今週|さらいしゅう|らいしゅう|こんしゅう"
    yield re.compile(rf"(?P<week>{weeks})の?(?P<weekday>[{_DAYS}])(?:曜日?|(?![曜月日時]))"), _week_and_day
    yield (
        re.compile(
            rf"(?P<which>来月|今月)?の?(?<!\d)(?P<day>\d{{1,2}})日(?!間|後|目|以|前|中|くらい|ぐらい){_SHORT_WEEKDAY}"
        ),
        _day_of_month,
    )
    # あす is also the middle of other words.
    yield (
        re.compile(
            "|".join(f"{word}(?=$|[、。のはにもでがか])" if word == "あす" else word for word in _RELATIVE)
        ),
        _relative,
    )
    yield re.compile(rf"{_WEEKDAY}|^\(?(?P<alone>[{_DAYS}])\)?$"), _weekday


PATTERNS = tuple(_patterns())
