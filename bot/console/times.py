"""Moments as the staff reads them."""

from __future__ import annotations

from datetime import datetime

from bot.guide.calendar_days import in_tokyo

WEEKDAYS = "月火水木金土日"


def long_time(moment: datetime) -> str:
    """「2026年11月23日(月) 2:10」, in Tokyo."""
    local = in_tokyo(moment)
    day = f"{local.year}年{local.month}月{local.day}日({WEEKDAYS[local.weekday()]})"
    return f"{day} {local.hour}:{local.minute:02d}"


def short_time(moment: datetime) -> str:
    """「11/23 2:10」, in Tokyo."""
    local = in_tokyo(moment)
    return f"{local.month}/{local.day} {local.hour}:{local.minute:02d}"


def waited(since: datetime, now: datetime) -> str:
    """How long somebody waits: 「1分未満」「12分」「3時間5分」「2日」."""
    minutes = int((now - since).total_seconds()) // 60
    if minutes < 1:
        return "1分未満"
    if minutes < 60:
        return f"{minutes}分"
    if minutes < 24 * 60:
        return f"{minutes // 60}時間{minutes % 60}分"
    return f"{minutes // (24 * 60)}日"


def lasted(seconds: float) -> str:
    """How long something took: 「45秒」「3分20秒」「1時間5分」「2日3時間」."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole}秒"
    if whole < 3600:
        return f"{whole // 60}分{whole % 60}秒"
    if whole < 24 * 3600:
        return f"{whole // 3600}時間{whole % 3600 // 60}分"
    return f"{whole // 86400}日{whole % 86400 // 3600}時間"


def day(moment: datetime) -> str:
    """「11月23日(月)」, in Tokyo."""
    local = in_tokyo(moment)
    return f"{local.month}月{local.day}日({WEEKDAYS[local.weekday()]})"


def midnight(moment: datetime) -> datetime:
    """The first moment of the day, in Tokyo."""
    return in_tokyo(moment).replace(hour=0, minute=0, second=0, microsecond=0)
