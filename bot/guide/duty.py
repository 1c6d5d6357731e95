"""When a counselor reads: the staffed hours of the city, said in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.guide.calendar_days import in_tokyo, is_closed_day
from bot.guide.profile import CityProfile
from bot.guide.weekly import Span, minute_of_day

_LOOK_AHEAD_DAYS = 60

Style = Literal["ja", "simple", "en"]
"""How the person is spoken to: Japanese, Japanese in simple words, English."""


@dataclass(frozen=True, slots=True)
class _Sentences:
    unregistered: str
    staffed: str
    no_next: str
    next: str


_SENTENCES: dict[Style, _Sentences] = {
    "ja": _Sentences(
        "相談員が読める時間はまだ登録されていません。届いた順に読みます。",
        "いまは相談員の受付時間内です。できるだけ早くお返事します。",
        "相談員の次の受付時間は、まだ登録されていません。届いた順に読みます。",
        "相談員は次の受付時間（{when}から）に読みます。",
    ),
    "simple": _Sentences(
        "相談員が読む時間は、まだきまっていません。とどいたじゅんに読みます。",
        "いまは、相談員がいる時間です。できるだけ早く、へんじをします。",
        "相談員がつぎに読む時間は、まだきまっていません。とどいたじゅんに読みます。",
        "相談員は、{when}から読みます。",
    ),
    "en": _Sentences(
        "It is not known yet when counselors read; messages are read in order of arrival.",
        "Counselors are on duty now and will answer as soon as they can.",
        "It is not known yet when they read next; messages are read in order of arrival.",
        "A counselor will read this from {when} (Japan time).",
    ),
}


def reading_sentence(profile: CityProfile, now: datetime, style: Style = "ja") -> str:
    """When a human will read a message that arrives now."""
    sentences = _SENTENCES[style]
    if not profile.staffed:
        return sentences.unregistered
    if is_staffed(profile, now):
        return sentences.staffed
    opening = next_opening(profile, now)
    return sentences.next.format(when=_said(opening, style)) if opening else sentences.no_next


def _said(moment: datetime, style: Style) -> str:
    clock = f"{moment.hour}:{moment:%M}"
    return (
        f"{clock} on {moment:%B} {moment.day}" if style == "en" else f"{moment.month}月{moment.day}日 {clock}"
    )


def is_staffed(profile: CityProfile, now: datetime) -> bool:
    """Whether counselors read at this moment; never on holidays and at New Year."""
    local = in_tokyo(now)
    if profile.cutoff is not None and local.time() >= profile.cutoff:
        return False
    return any(_runs(span, local, days_ago) for span in profile.staffed for days_ago in (0, 1))


def next_opening(profile: CityProfile, now: datetime) -> datetime | None:
    """The next beginning of staffed hours after this moment, in Tokyo's time."""
    local = in_tokyo(now)
    for ahead in range(_LOOK_AHEAD_DAYS):
        day = local.date() + timedelta(days=ahead)
        starts = [start for start in _starts(profile, day, local) if start > local]
        if starts:
            return min(starts)
    return None


def _runs(span: Span, local: datetime, days_ago: int) -> bool:
    begun = local.date() - timedelta(days=days_ago)
    return not is_closed_day(begun) and span.holds(begun.weekday(), minute_of_day(local), days_ago=days_ago)


def _starts(profile: CityProfile, day: date, local: datetime) -> list[datetime]:
    if is_closed_day(day):
        return []
    midnight = datetime.combine(day, time(), tzinfo=local.tzinfo)
    opens = [span.opens for span in profile.staffed if day.weekday() in span.days]
    starts = [midnight + timedelta(minutes=minutes) for minutes in opens]
    return [start for start in starts if profile.cutoff is None or start.time() < profile.cutoff]
