"""When a counselor reads: the staffed hours of the city, said in one sentence."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.guide.calendar_days import in_tokyo, is_closed_day
from bot.guide.profile import CityProfile
from bot.guide.weekly import Span, minute_of_day

_LOOK_AHEAD_DAYS = 60


def reading_sentence(profile: CityProfile, now: datetime) -> str:
    """When a human will read a message that arrives now."""
    if not profile.staffed:
        return "相談員が読める時間はまだ登録されていません。届いた順に読みます。"
    if is_staffed(profile, now):
        return "いまは相談員の受付時間内です。できるだけ早くお返事します。"
    opening = next_opening(profile, now)
    if opening is None:
        return "相談員の次の受付時間は、まだ登録されていません。届いた順に読みます。"
    when = f"{opening.month}月{opening.day}日 {opening.hour}:{opening:%M}"
    return f"相談員は次の受付時間（{when}から）に読みます。"


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
