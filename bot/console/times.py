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
