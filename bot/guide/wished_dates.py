"""Dates as people write them: あした, 来週の土曜, 12月3日, 令和8年12月3日, 12/3の午後."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.guide.calendar_days import in_tokyo

RECENTLY = timedelta(days=90)
"""A day without a year that was this long ago is taken for a slip, not for next year."""
AHEAD_MAX = timedelta(days=3 * 366)
"""Days further ahead are not wishes."""


class PartOfDay(StrEnum):
    """When in the day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Unclear(StrEnum):
    """Why a text is no date."""

    NO_DATE = "no_date"
    WHICH_DAY = "which_day"
    SEVERAL = "several"
    NO_SUCH_DAY = "no_such_day"
    WRONG_WEEKDAY = "wrong_weekday"
    PAST = "past"
    TOO_FAR = "too_far"

    @property
    def text(self) -> str:
        """What the person is asked."""
        return _ASKED[self]


_ASKED = {
    Unclear.NO_DATE: "日にちを読み取れませんでした。「12月3日」や「来週の土曜」のように教えてください。",
    Unclear.WHICH_DAY: "何日がよいか、「12月3日」や「来週の土曜」のように教えてください。",
    Unclear.SEVERAL: "日にちがいくつかあるようです。まず1つだけ教えてください。",
    Unclear.NO_SUCH_DAY: "その日はカレンダーにないようです。もう一度、日にちを教えてください。",
    Unclear.WRONG_WEEKDAY: "日にちと曜日が合わないようです。どちらの日か、もう一度教えてください。",
    Unclear.PAST: "その日はもう過ぎているようです。これからの日にちを教えてください。",
    Unclear.TOO_FAR: "だいぶ先の日のようです。もう一度、日にちを教えてください。",
}


@dataclass(frozen=True, slots=True)
class WishedDate:
    """A day that is today or later, and the part of the day where one was named."""

    day: date
    part: PartOfDay | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """No date could be read, and why."""

    why: Unclear


def read_date(text: str, now: datetime) -> WishedDate | NotUnderstood:
    """The one day a text names, seen from now on Tokyo's clock."""
    plain = _plain(text)
    today = in_tokyo(now).date()
    found: set[date] = set()
    for pattern, reader in _PATTERNS:
        for match in pattern.finditer(plain):
            try:
                found.add(reader(match, today))
            except _NotADay as error:
                return NotUnderstood(error.why)
            except (ValueError, OverflowError):
                return NotUnderstood(Unclear.NO_SUCH_DAY)
        # What was read is taken out, so that 来週の土曜 is not read again as 土曜.
        plain = pattern.sub("、", plain)
    if not found:
        return NotUnderstood(Unclear.WHICH_DAY if _VAGUE.search(plain) else Unclear.NO_DATE)
    if len(found) > 1:
        return NotUnderstood(Unclear.SEVERAL)
    return _checked(found.pop(), today, _part(_plain(text)))


class _NotADay(Exception):
    def __init__(self, why: Unclear) -> None:
        super().__init__(why)
        self.why = why


def _checked(day: date, today: date, part: PartOfDay | None) -> WishedDate | NotUnderstood:
    if day < today:
        return NotUnderstood(Unclear.PAST)
    if day - today > AHEAD_MAX:
        return NotUnderstood(Unclear.TOO_FAR)
    return WishedDate(day, part)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower().replace("元年", "1年")
    plain = re.sub(r"[ \t\n]+", "", plain)
    return re.sub(r"[〇一二三四五六七八九十]+(?=[年月日時週]|か月|ヶ月)", _arabic, plain)


def _arabic(match: re.Match[str]) -> str:
    signs = match[0]
    values = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")}
    tens, ten, ones = signs.partition("十")
    if not ten:
        return "".join(values[sign] for sign in signs)
    return f"{values.get(tens[-1:], '1') if tens else '1'}{values.get(ones[:1], '0')}"


_DAYS = "月火水木金土日"
_WEEKDAY = rf"(?P<weekday>[{_DAYS}])曜日?"
_SHORT_WEEKDAY = rf"(?:\(?(?P<check>[{_DAYS}])(?:曜日?|\)))?"
_PARTS = {
    PartOfDay.EVENING: ("夕", "夜", "晩"),
    PartOfDay.AFTERNOON: ("午後", "昼", "ひる", "pm"),
    PartOfDay.MORNING: ("午前", "朝", "am"),
}
_CLOCK = re.compile(r"(?<!\d)(?P<hour>\d{1,2})(?:時|:\d{2})")
_VAGUE = re.compile(r"来週|再来週|今週|来月|今月|\d+月|平日|週末|土日|いつでも|そのうち|近いうち")


def _part(plain: str) -> PartOfDay | None:
    named = next((part for part, words in _PARTS.items() if any(word in plain for word in words)), None)
    clock = _CLOCK.search(plain)
    if clock is None or int(clock["hour"]) > 24:
        return named
    hour = int(clock["hour"])
    if hour < 12 and named in (PartOfDay.AFTERNOON, PartOfDay.EVENING):
        hour += 12
    return PartOfDay.MORNING if hour < 12 else PartOfDay.AFTERNOON if hour < 17 else PartOfDay.EVENING


def _full(match: re.Match[str], _today: date) -> date:
    year = int(match["year"])
    era = match["era"]
    if era in ("令和", "r"):
        year += 2018
    elif era in ("平成", "h"):
        year += 1988
    elif year < 1000:
        raise _NotADay(Unclear.NO_SUCH_DAY)
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
            raise _NotADay(Unclear.PAST)
    raise _NotADay(Unclear.NO_SUCH_DAY)


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
        raise _NotADay(Unclear.WRONG_WEEKDAY)
    return day


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


_RELATIVE = {
    "しあさって": 3, "明々後日": 3, "明後日": 2, "あさって": 2, "明日": 1, "あした": 1, "あす": 1,
    "今日": 0, "きょう": 0, "本日": 0,
}  # fmt: skip
_Reader = Callable[[re.Match[str], date], date]


def _patterns() -> Iterator[tuple[re.Pattern[str], _Reader]]:
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


_PATTERNS = tuple(_patterns())
