"""Days and weekdays: 12月3日, 来週の土曜, 月末; 水曜, 平日, 週末."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.guide.dates.patterns import PATTERNS
from bot.guide.dates.wishes import NotADay
from bot.guide.entities.numbers import Span
from bot.guide.entities.plain import fold, plain

_VAGUE = re.compile(
    r"(?:次の|今度の|こんどの)(?P<day>[月火水木金土日])曜日?"
    r"|再来週|さ来週|来週|今週末?|再来月|来月(?:末|中|上旬|中旬|下旬)?|今月(?:末|中)?|月末|年明け|年末|年度末|今年度中"
    r"|さらいしゅう|らいしゅう|こんしゅう|らいげつ|こんげつ"
    r"|(?<![\d/])(?:1[0-2]|[1-9])月(?:末|上旬|中旬|下旬|頃|ごろ)?(?!\d|生まれ)"
)
_TAIL = re.compile(r"(?:末|上旬|中旬|下旬|頃|ごろ|中)$")
_WEEKDAYS = {
    "月": "mon", "火": "tue", "水": "wed", "木": "thu", "金": "fri", "土": "sat", "日": "sun",
}  # fmt: skip
_WEEKDAY = re.compile(r"(?P<day>[月火水木金土日])(?:曜日?|よう(?:び)?(?![なこすかい]))")
_SAID = re.compile(r"(?P<day>げつ|か|すい|もく|きん|ど|にち)よう(?:び|(?=は|に|の|も|が|か|、|$))")
_SAID_DAYS = {
    "げつ": "mon",
    "か": "tue",
    "すい": "wed",
    "もく": "thu",
    "きん": "fri",
    "ど": "sat",
    "にち": "sun",
}
_KINDS = (
    (re.compile(r"平日"), "weekday"),
    (re.compile(r"土日(?:祝)?|週末"), "weekend"),
    (re.compile(r"祝日|祭日"), "holiday"),
)
_ENGLISH = re.compile(r"(?P<day>mon|tues|wednes|thurs|fri|satur|sun)days?")
_LAST = len(PATTERNS) - 1
"""The last pattern reads a weekday as its next day: here that is a weekday, not a date."""


def read_dates(text: str, today: date) -> Iterator[Span]:
    """Days, as `2026-12-03` where one day is meant and by the words otherwise."""
    left = text
    for pattern, reader in PATTERNS[:_LAST]:
        for match in pattern.finditer(left):
            if match[0] == "きょう" and left.startswith("だい", match.end()):
                continue  # きょうだい
            try:
                value = reader(match, today).isoformat()
            except (NotADay, ValueError, OverflowError):
                value = match[0]
            yield value, *match.span()
        left = pattern.sub(lambda match: "、" * len(match[0]), left)
    for match in _VAGUE.finditer(left):
        begin, end = match.span()
        tail = _TAIL.search(match[0])
        yield match[0], begin, end - (len(tail[0]) if tail and match[0][0].isdigit() else 0)


def day_of(words: str, today: date) -> str:
    """The day that a date's words mean seen from `today`, as `2026-12-03`; the words where none is meant."""
    return next((value for value, _, _ in read_dates(plain(fold(words)).text, today)), words)


def read_weekdays(text: str) -> Iterator[Span]:
    """Weekdays, and kinds of days."""
    for match in _WEEKDAY.finditer(text):
        yield _WEEKDAYS[match["day"]], *match.span()
    for match in _SAID.finditer(text):
        yield _SAID_DAYS[match["day"]], *match.span()
    for kind, value in _KINDS:
        for match in kind.finditer(text):
            yield value, *match.span()
    for match in _ENGLISH.finditer(text):
        yield match["day"][:3], *match.span()
