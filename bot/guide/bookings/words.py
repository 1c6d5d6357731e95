"""What people are told about their bookings. First lines are neutral: others may see the telephone."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.content import Bubble
from bot.guide.bookings.buttons import Press, button
from bot.guide.bookings.entities import Booking
from bot.guide.calendar_days import in_tokyo
from bot.guide.plain_text import is_neutral
from bot.guide.sessions.facts import ClassSession, SessionFacts

_DAYS = "月火水木金土日"
SAMPLE = "見本"


def marked(name: str, *, sample: bool) -> str:
    """The name of a session or place; of a sample with the mark, once."""
    return f"【{SAMPLE}】{name}" if sample and SAMPLE not in name else name


def spoken_day(moment: datetime) -> str:
    """The day of a moment as it is said: 12月5日（土）."""
    local = in_tokyo(moment)
    return f"{local.month}月{local.day}日（{_DAYS[local.weekday()]}）"


def spoken_time(moment: datetime) -> str:
    """A moment as it is said: 12月5日（土）14時, 12月5日（土）14時30分."""
    local = in_tokyo(moment)
    minutes = f"{local.minute}分" if local.minute else ""
    return f"{spoken_day(moment)}{local.hour}時{minutes}"


def spoken_period(session: SessionFacts) -> str:
    """Beginning and end of a session."""
    end = in_tokyo(session.ends_at)
    if end.date() != in_tokyo(session.starts_at).date():
        return f"{spoken_time(session.starts_at)}から{spoken_time(session.ends_at)}まで"
    minutes = f"{end.minute}分" if end.minute else ""
    return f"{spoken_time(session.starts_at)}から{end.hour}時{minutes}まで"


def reminder(session: ClassSession, booking: Booking, now: datetime) -> tuple[Bubble, ...]:
    """The evening before, or the same morning."""
    today = in_tokyo(now).date() == in_tokyo(session.starts_at).date()
    text = f"{'本日' if today else '明日'}のご予約のお知らせです。{_mark(session)}\n{spoken_period(session)}{_where(session)}"
    closing = "ご都合が変わったときは、取り消してくださってだいじょうぶです。"
    return (Bubble(f"{text}\n{closing}", choices=(button(Press.CANCEL, booking.id),)),)


def offer(session: ClassSession, booking: Booking, until: datetime) -> tuple[Bubble, ...]:
    """A seat is free for somebody who waits."""
    text = (
        f"お席が空いたお知らせです。{_mark(session)}\n{spoken_period(session)}、{booking.people}人分をお取りできます。\n"
        f"{spoken_time(until)}までにお返事ください。それを過ぎると、次の方にご案内します。"
    )
    choices = (button(Press.ACCEPT, booking.id), button(Press.DECLINE, booking.id))
    return (Bubble(text, choices=choices),)


def offer_expired(session: ClassSession) -> tuple[Bubble, ...]:
    """Nobody answered in time."""
    return (
        Bubble(
            f"ご案内していたお席（{spoken_period(session)}）は、お返事の期限が過ぎたので、次の方にご案内します。"
            "またのご希望は、いつでもお知らせください。"
        ),
    )


def no_seat(session: ClassSession) -> tuple[Bubble, ...]:
    """The waiting ends without a seat."""
    return (
        Bubble(
            f"お待ちいただいていたお席（{spoken_period(session)}）は、今回は空きが出ませんでした。"
            "お待ちくださって、ありがとうございました。ほかの回もご案内できます。"
        ),
    )


def session_cancelled(session: ClassSession) -> tuple[Bubble, ...]:
    """The session does not take place."""
    return (
        Bubble(
            f"ご予約についてのお知らせです。{_mark(session)}\n{spoken_period(session)}の回は、中止になりました。"
            "申しわけありません。ほかの回もご案内できます。"
        ),
    )


def session_restored(session: ClassSession) -> tuple[Bubble, ...]:
    """A cancelled session takes place after all."""
    return (
        Bubble(
            f"ご予約についてのお知らせです。{_mark(session)}\n中止とお伝えした{spoken_period(session)}の回は、"
            "予定どおり開かれることになりました。ご予約はそのまま残っています。"
        ),
    )


def session_moved(before: ClassSession, session: ClassSession, booking: Booking) -> tuple[Bubble, ...]:
    """Time or place have changed."""
    text = (
        f"ご予約についてのお知らせです。{_mark(session)}\n{spoken_period(before)}の回の予定が変わりました。\n"
        f"変更後：{spoken_period(session)}{_where(session)}"
    )
    return (Bubble(text, choices=(button(Press.CANCEL, booking.id),)),)


def _mark(session: ClassSession) -> str:
    return f"（{SAMPLE}）" if session.sample else ""


def _where(session: ClassSession) -> str:
    """The place, unless its name tells what the meeting is about."""
    place = session.place or "オンライン"
    return f"\n場所：{place}" if is_neutral(place) else ""
