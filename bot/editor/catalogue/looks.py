"""What the assistant would say with a draft: questions, answers, and which lines are shown when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.console import times
from bot.desk.safety.lines import listed, spoken
from bot.guide.bubbles import bubble
from bot.guide.calendar_days import in_tokyo
from bot.guide.duty import reading_sentence
from bot.guide.help_lines import HelpLine, open_now
from bot.guide.keeping.catalogue_entries import CITY, HELP_LINE, EntryKind, Fields
from bot.guide.keeping.preview import Draft, Said, talk

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What is shown beside a form. `facts` are sentences, `missing` what nobody has registered."""

    said: Sequence[Said]
    facts: Sequence[str] = ()


def look(
    draft: Draft, kind: EntryKind, name: str, fields: Fields, now: datetime, *, speaker: str, lang: str
) -> Look:
    """The draft as it would be heard."""
    said = talk(draft, kind, name, fields, now, speaker=speaker or None, lang=lang)
    if kind is HELP_LINE:
        return _line(draft.lines, name or "new", now, said)
    if kind is CITY:
        return Look(said, (reading_sentence(draft.profile, now),))
    return Look(said)


def _line(lines: Sequence[HelpLine], name: str, now: datetime, said: Sequence[Said]) -> Look:
    line = next(line for line in lines if line.id == name)
    night = _next_night(now)
    facts = [_when(line, now, "いま"), _when(line, night, f"{times.long_time(night)}")]
    shown = spoken(open_now(lines, now, line.categories), line.categories, _SHOWN)
    call = (
        bubble(f"いまつながる電話です。\n{listed(shown)}")
        if shown
        else bubble("いまつながる電話はありません。")
    )
    call["choices"] = [{"label": one.call.label, "text": one.number} for one in shown]
    return Look([Said("（つらい気持ちや危険のサインがあったとき）", [call]), *said], facts)


def _when(line: HelpLine, moment: datetime, words: str) -> str:
    if line.hours is None or line.verified_on is None:
        return f"{words}：受付時間か確かめた日がないので、ご案内しません。"
    return f"{words}：{'つながる窓口としてご案内します。' if line.is_open(moment) else '受付時間の外なので、ご案内しません。'}"


def _next_night(now: datetime) -> datetime:
    night = in_tokyo(now).replace(hour=2, minute=0, second=0, microsecond=0)
    return night if night > in_tokyo(now) else night + timedelta(days=1)
