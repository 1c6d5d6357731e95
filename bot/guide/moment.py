"""The values of the copy's placeholders at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.guide.calendar_days import in_tokyo
from bot.guide.duty import reading_sentence
from bot.guide.facts import Lang
from bot.guide.help_lines import HelpLine
from bot.guide.profile import CityProfile

_OLD = "番号や時間は変わっているかもしれないので、県の案内でもお確かめください。"


def values_of(profile: CityProfile, lines: Iterable[HelpLine], now: datetime, lang: Lang) -> dict[str, str]:
    """What stands in each placeholder now."""
    return {
        "section": profile.name,
        "reading": reading_sentence(profile, now),
        "general_desk": _general_desk(profile),
        "prefecture_line": _prefecture_line(lines, now, lang),
    }


def _general_desk(profile: CityProfile) -> str:
    name = profile.general_desk_name or "市の代表窓口"
    return f"{name}（{profile.general_desk_number}）" if profile.general_desk_number else name


def _prefecture_line(lines: Iterable[HelpLine], now: datetime, lang: Lang) -> str:
    for line in lines:
        if "hikikomori" in line.categories and line.hours is not None:
            return _told(line, now, lang)
    return ""


def _told(line: HelpLine, now: datetime, lang: Lang) -> str:
    opened = line.is_open(now)
    if lang == "en":
        return f"Telephone (in Japanese): {line.number}, {'open' if opened else 'closed'} now."
    if lang == "easy":
        return f"でんわ：{line.number}（{line.hours_text}）"
    state = "いま電話がつながる時間です。" if opened else "いまは受付時間の外です。"
    old = _OLD if line.is_stale(in_tokyo(now).date()) else ""
    return f"電話は「{line.name}」{line.number}、受付は{line.hours_text}。{state}{old}"
