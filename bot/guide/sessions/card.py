"""How a class session is shown, and reading back the button under it."""

from __future__ import annotations

import re
import unicodedata

from bot.conversation.content import Card, Choice
from bot.guide.bookings.words import marked, spoken_day, spoken_period, spoken_time
from bot.guide.sessions.upcoming import Upcoming

_BOOK = "{day}の回（番号{id}）を予約したい"
_WAIT = "{day}の回（番号{id}）の空きを待ちたい"
_SAID = re.compile(r".{0,40}の回\(番号\s*(\d{1,9})\)(?:を予約したい|の空きを待ちたい)")


def session_card(upcoming: Upcoming) -> Card:
    """The card of a session: when, where, seats, what happens there, for whom."""
    session = upcoming.session
    return Card(
        marked(session.title, sample=session.sample),
        tuple(line for line in _lines(upcoming) if line),
        (() if (choice := _choice(upcoming)) is None else (choice,)),
    )


def read_session_button(text: str) -> int | None:
    """The id of the session whose button a text comes from; None for any other text."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("。")
    found = _SAID.fullmatch(plain)
    return int(found[1]) if found else None


def _lines(upcoming: Upcoming) -> list[str]:
    session = upcoming.session
    return [
        spoken_period(session),
        f"会場：{session.place}" if session.place else "",
        f"オンライン：{session.online}" if session.online else "",
        f"行き方：{session.access}" if session.access else "",
        _seats(upcoming),
        session.what,
        f"対象：{session.eligibility}" if session.eligibility else "",
        f"予約のしめ切り：{spoken_time(session.closes_at)}"
        if session.closes_at and upcoming.bookable
        else "",
    ]


def _seats(upcoming: Upcoming) -> str:
    if upcoming.session.cancelled:
        return "この回は中止になりました"
    if not upcoming.bookable:
        return "予約の受付は終わりました"
    if not upcoming.full:
        return f"あと{upcoming.seats_left}席"
    if not upcoming.can_wait:
        return "満席です"
    return f"満席です（空き待ち{upcoming.waiting}人）" if upcoming.waiting else "満席です（空きを待てます）"


def _choice(upcoming: Upcoming) -> Choice | None:
    if not upcoming.bookable or (upcoming.full and not upcoming.can_wait):
        return None
    session = upcoming.session
    label, said = ("空きを待つ", _WAIT) if upcoming.full else ("予約する", _BOOK)
    return Choice(label, said.format(day=spoken_day(session.starts_at), id=session.id))
