"""Hours as the staff write them, one stretch a line: 「月火水木金 9:00-17:00」「毎月10日 8:00-8:00」「24時間」.

The same words stand in a form and in a cell of a table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from bot.guide.weekly import DAY_NAMES, parse_hours

_DAYS_JA = "月火水木金土日"
_ALWAYS = "24時間"
_UNKNOWN = frozenset({"", "未確認", "不明"})
_HOLIDAYS = {"closed": "祝日は休み", "all_day": "祝日は24時間"}
_SHORT = {"平日": "月火水木金", "土日": "土日", "毎日": _DAYS_JA}
_STRETCH = re.compile(r"([月火水木金土日曜・、,\-平毎]+)[ :]*(\d{1,2}:\d{2}-\d{1,2}:\d{2})")
_MONTHLY = re.compile(r"毎月(\d{1,2})日[ :]*(\d{1,2}:\d{2}-\d{1,2}:\d{2})")
_FROM_TO = re.compile(r"([月火水木金土日])-([月火水木金土日])")


def write_hours(hours: Mapping[str, Any] | None) -> str:
    """A help line's hours as text; "" while nobody has verified them."""
    if hours is None:
        return ""
    lines = [_ALWAYS] if hours.get("always") else []
    lines += [write_week(week) for week in hours.get("weekly", ())]
    lines += [f"毎月{month['day']}日 {month['hours']}" for month in hours.get("monthly", ())]
    rule = _HOLIDAYS.get(hours.get("holidays", ""))
    return "\n".join([*lines, rule] if rule else lines)


def read_hours(text: str) -> dict[str, Any] | None:
    """The hours that a text stands for, None for none; ValueError with words for the staff."""
    if _plain(text) in _UNKNOWN:
        return None
    hours: dict[str, Any] = {}
    for line in _lines(text):
        if line == _ALWAYS:
            hours["always"] = True
        elif rule := _rule(line):
            hours["holidays"] = rule
        elif found := _MONTHLY.fullmatch(line):
            hours.setdefault("monthly", []).append({"day": int(found[1]), "hours": _checked(found[2])})
        else:
            hours.setdefault("weekly", []).append(_week(line))
    if not hours.keys() & {"always", "weekly", "monthly"}:
        raise ValueError("「24時間」か、曜日と時刻を書いてください")
    return hours


def write_week(week: Mapping[str, Any]) -> str:
    """One stretch of a week as a line."""
    names = {name: _DAYS_JA[number] for number, name in enumerate(DAY_NAMES)}
    return f"{''.join(names.get(day, day) for day in week['days'])} {week['hours']}"


def read_weeks(text: str) -> list[dict[str, Any]]:
    """The stretches of a week, one a line; ValueError with words for the staff."""
    return [_week(line) for line in _lines(text)]


def _week(line: str) -> dict[str, Any]:
    found = _STRETCH.fullmatch(line)
    if found is None:
        raise ValueError(f"「{line}」が読めません。「月火水木金 9:00-17:00」のように書いてください")
    return {"days": _days(found[1]), "hours": _checked(found[2])}


def _days(text: str) -> list[str]:
    for short, days in _SHORT.items():
        text = text.replace(short, days)
    text = _FROM_TO.sub(_filled, text.replace("曜", ""))
    wanted = [DAY_NAMES[number] for number, day in enumerate(_DAYS_JA) if day in text]
    if not wanted or set(text) - set(_DAYS_JA + "・、,"):
        raise ValueError(f"「{text}」が曜日として読めません。月火水木金土日で書いてください")
    return wanted


def _filled(found: re.Match[str]) -> str:
    first, last = _DAYS_JA.index(found[1]), _DAYS_JA.index(found[2])
    return _DAYS_JA[first : last + 1] if first <= last else _DAYS_JA[first:] + _DAYS_JA[: last + 1]


def _checked(hours: str) -> str:
    try:
        parse_hours(hours)
    except ValueError:
        raise ValueError(f"「{hours}」という時刻はありません") from None
    return hours


def _rule(line: str) -> str | None:
    plain = line.replace("終日", _ALWAYS).replace("は", "")
    return next((rule for rule, words in _HOLIDAYS.items() if words.replace("は", "") == plain), None)


def _lines(text: str) -> Iterable[str]:
    return [line for part in re.split(r"[\n;；]", text) if (line := _plain(part))]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip()
    return re.sub(r"\s*[~〜‐－–—ー―]\s*|\s*から\s*", "-", folded)
