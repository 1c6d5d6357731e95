"""When people are told things: never at night, in time, on Tokyo's clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.guide.calendar_days import in_tokyo

MORNING, NIGHT = time(8), time(21)
"""Nobody is told anything between NIGHT and MORNING."""
REMIND_AT, REMIND_LATE_AT = time(17), time(10)
OFFER_LIMIT = timedelta(hours=24)
"""How long a free seat is kept for the person it is offered to."""
LAST_CALL = timedelta(hours=1)
"""An offer ends this long before the session begins, and lasts at least this long."""


def is_decent(moment: datetime) -> bool:
    """Whether people may be told something now."""
    return MORNING <= in_tokyo(moment).time() < NIGHT


def next_decent(moment: datetime) -> datetime:
    """The moment itself, or the next morning."""
    if is_decent(moment):
        return moment
    local = in_tokyo(moment)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, local.tzinfo)


def offer_deadline(now: datetime, starts_at: datetime, limit: timedelta) -> datetime | None:
    """Until when an offer made now can be accepted; None when it is too late to offer a seat."""
    deadline = min(next_decent(now + limit), _evening_before(starts_at - LAST_CALL))
    return deadline if deadline - now >= LAST_CALL else None


def reminder_due(now: datetime, starts_at: datetime) -> datetime | None:
    """When to remind somebody who is booked now: the evening before, else the same morning, else never."""
    start = in_tokyo(starts_at)
    evening = datetime.combine(start.date() - timedelta(days=1), REMIND_AT, start.tzinfo)
    morning = datetime.combine(start.date(), REMIND_LATE_AT, start.tzinfo)
    for due in (evening, morning):
        if now < due < starts_at:
            return due
    return None


def _evening_before(moment: datetime) -> datetime:
    if is_decent(moment):
        return moment
    local = in_tokyo(moment)
    day = local.date() if local.time() >= NIGHT else local.date() - timedelta(days=1)
    return datetime.combine(day, NIGHT, local.tzinfo)
