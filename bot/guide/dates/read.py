"""Reading the day, and the part of the day, that a text names."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from bot.guide.calendar_days import in_tokyo
from bot.guide.dates.patterns import PATTERNS
from bot.guide.dates.wishes import NotADay, NotUnderstood, PartOfDay, Unclear, WishedDate

AHEAD_MAX = timedelta(days=3 * 366)
"""Days further ahead are not wishes."""

_PARTS = {
    PartOfDay.EVENING: ("夕", "夜", "晩"),
    PartOfDay.AFTERNOON: ("午後", "昼", "ひる", "pm"),
    PartOfDay.MORNING: ("午前", "朝", "am"),
}
_CLOCK = re.compile(r"(?<!\d)(?P<hour>\d{1,2})(?:時|:\d{2})")
_VAGUE = re.compile(
    r"来週|再来週|今週|来月|今月|\d+月|平日|週末|土日|[月火水木金土日]曜|いつでも|そのうち|近いうち"
)


def read_date(text: str, now: datetime) -> WishedDate | NotUnderstood:
    """The one day a text names, seen from now on Tokyo's clock."""
    plain = _plain(text)
    today = in_tokyo(now).date()
    found: set[date] = set()
    for pattern, reader in PATTERNS:
        for match in pattern.finditer(plain):
            try:
                found.add(reader(match, today))
            except NotADay as error:
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


def _checked(day: date, today: date, part: PartOfDay | None) -> WishedDate | NotUnderstood:
    if day < today:
        return NotUnderstood(Unclear.PAST)
    if day - today > AHEAD_MAX:
        return NotUnderstood(Unclear.TOO_FAR)
    return WishedDate(day, part)


def _part(plain: str) -> PartOfDay | None:
    named = next((part for part, words in _PARTS.items() if any(word in plain for word in words)), None)
    clock = _CLOCK.search(plain)
    if clock is None or int(clock["hour"]) > 24:
        return named
    hour = int(clock["hour"])
    if hour < 12 and named in (PartOfDay.AFTERNOON, PartOfDay.EVENING):
        hour += 12
    return PartOfDay.MORNING if hour < 12 else PartOfDay.AFTERNOON if hour < 17 else PartOfDay.EVENING


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
