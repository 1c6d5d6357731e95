"""A wished day or time in the person's words, with the day it means beside them."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from bot.guide.dates.read import read_date
from bot.guide.dates.wishes import NotUnderstood, PartOfDay, Unclear
from bot.guide.procedures.steps import NotAnAnswer

_DAYS = "月火水木金土日"
_PARTS = {PartOfDay.MORNING: "午前", PartOfDay.AFTERNOON: "午後", PartOfDay.EVENING: "夕方以降"}
_TIMES = re.compile(
    r"いつでも|平日|土日|祝日|週末|休み|午前|午後|夕方|今夜|今晩|夜|朝|昼|時|曜|週|月|頃|ころ|以降|まで|早め|なるべく|すぐ|都合|任せ|まかせ|未定"
)
_ACCEPTED = frozenset({Unclear.WHICH_DAY, Unclear.SEVERAL})


def read_wished(text: str, now: datetime) -> str:
    """The text as it is kept: 「来週の土曜（12月5日（土））」. NotAnAnswer for a day that cannot be, or
    for words that name no time at all."""
    found = read_date(text, now)
    if isinstance(found, NotUnderstood):
        if found.why in _ACCEPTED or (
            found.why is Unclear.NO_DATE and _TIMES.search(unicodedata.normalize("NFKC", text))
        ):
            return text
        raise NotAnAnswer(found.why.text)
    day = found.day
    part = _PARTS[found.part] if found.part else ""
    return f"{text.strip()}（{day.month}月{day.day}日（{_DAYS[day.weekday()]}）{part}）"
