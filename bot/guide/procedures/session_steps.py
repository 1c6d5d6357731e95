"""Choosing one of the coming sessions: shown as a numbered list and as cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.content import Choice
from bot.guide.bookings.words import marked, spoken_day, spoken_period
from bot.guide.calendar_days import in_tokyo
from bot.guide.dates.read import read_date
from bot.guide.dates.wishes import NotUnderstood, Unclear
from bot.guide.ports import UnitOfWork
from bot.guide.procedures.said import looks_like_question, number, pointed_line
from bot.guide.procedures.state import Procedure
from bot.guide.procedures.steps import NotAnAnswer, Step
from bot.guide.sessions.card import read_session_button, session_card
from bot.guide.sessions.facts import ClassSession
from bot.guide.sessions.upcoming import Upcoming

SHOWN_MAX = 5
"""Sessions that are shown at once."""


def session_step(coming: Sequence[Upcoming], shown: Sequence[int], now: datetime) -> Step:
    """The question for the session. Numbers mean the list that was `shown`, where one was."""
    offered = [one for one in coming if one.bookable and (not one.full or one.can_wait)]
    listed = tuple(shown) or tuple(one.session.id for one in offered[:SHOWN_MAX])
    return Step(
        name="session",
        label="日にち",
        question=f"ご予約ですね。どの回にしますか。番号か日にちで教えてください。\n{lines(offered[:SHOWN_MAX])}",
        read=lambda text: find(text, offered, listed, now),
        choices=tuple(
            Choice(f"{place}：{spoken_day(one.session.starts_at)}"[:20], _button(one))
            for place, one in enumerate(offered[:SHOWN_MAX], start=1)
        ),
        cards=tuple(session_card(one) for one in offered[:SHOWN_MAX]),
        shown=listed,
    )


def find(text: str, offered: Sequence[Upcoming], listed: Sequence[int], now: datetime) -> int:
    """The id of the session a text names by button, number or date; NotAnAnswer."""
    ids = {one.session.id for one in offered}
    pressed = read_session_button(text)
    if pressed is not None:
        return pressed
    place = number(text) or (None if looks_like_question(text) else pointed_line(text))
    if place is not None and 1 <= place <= len(listed) and listed[place - 1] in ids:
        return listed[place - 1]
    wished = read_date(text, now)
    if isinstance(wished, NotUnderstood):
        if wished.why in (Unclear.NO_DATE, Unclear.WHICH_DAY):
            raise NotAnAnswer("どの回か、番号か日にちで教えてください（例：1、または12月5日）。")
        raise NotAnAnswer(wished.why.text)
    on_day = [one for one in offered if in_tokyo(one.session.starts_at).date() == wished.day]
    if len(on_day) != 1:
        said = f"{wished.day.month}月{wished.day.day}日"
        why = (
            "の回はいくつかあります。番号で教えてください。"
            if on_day
            else "には、ご案内できる回がありません。"
        )
        raise NotAnAnswer(f"{said}{why}")
    return on_day[0].session.id


def lines(coming: Sequence[Upcoming]) -> str:
    """The sessions as a numbered list, a line each."""
    return "\n".join(f"{place}. {line(one)}" for place, one in enumerate(coming, start=1))


def line(one: Upcoming) -> str:
    """A session in a few short lines: when, its name, where, seats."""
    session = one.session
    return f"{spoken_period(session)}\n　{name(session)}\n　{where(session)}・{seats(one)}"


def seats(one: Upcoming) -> str:
    """What is left of a session, in a few words."""
    if not one.bookable:
        return "受付は終わりました"
    if not one.full:
        return f"あと{one.seats_left}席"
    return "満席（空き待ちできます）" if one.can_wait else "満席"


def name(session: ClassSession) -> str:
    """A session's name, marked when it is a sample."""
    return marked(session.title, sample=session.sample)


def where(session: ClassSession) -> str:
    """Where it takes place, in a few words."""
    return session.place or "オンライン"


async def chosen(uow: UnitOfWork, procedure: Procedure) -> ClassSession | None:
    """The session that a procedure's answers name, where they name one."""
    session_id = procedure.answers.get("session")
    return await uow.sessions.get(session_id) if session_id is not None else None


def _button(one: Upcoming) -> str:
    choices = session_card(one).choices
    return choices[0].text if choices else spoken_day(one.session.starts_at)
