"""Booking in the talk: the session, who comes, and a yes; or a place on the waiting list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.conversation.content import Bubble, Choice, Link
from bot.guide.bookings.book import Book
from bot.guide.bookings.buttons import Press, button
from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.bookings.errors import AlreadyBooked, BookingRefused, ClassSessionFull
from bot.guide.bookings.words import spoken_period
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.booking_steps import answers_from, people_step, steps_for
from bot.guide.procedures.script import Person, ProcedureOver, Progress, Script
from bot.guide.procedures.services import label
from bot.guide.procedures.session_steps import name, session_step, where
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.procedures.steps import Step, one_of
from bot.guide.sessions.facts import ClassSession
from bot.guide.sessions.upcoming import Upcoming, upcoming_in

CalendarLink = Callable[[int], str]
"""The address of a booking's calendar file; "" where the installation has no public address."""


@dataclass(frozen=True, slots=True)
class BookSession(Script):
    """Takes seats in a session of the service that the procedure is about."""

    book: Book
    calendar_link: CalendarLink
    confirms: bool = True

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """The session, then what it asks for, then whether to wait where it is full."""
        chosen = procedure.answers.get("session")
        session = await uow.sessions.get(chosen) if chosen is not None else None
        coming = await upcoming_in(uow, procedure.about or None, who.now)
        which = session_step(coming, procedure.shown, who.now)
        if session is None:
            if not any(_open(one) for one in coming):
                raise ProcedureOver(Progress((none_open(procedure.about),)))
            return [which]
        told = f"{spoken_period(session)}　{name(session)}　{where(session)}"
        asked = [replace(which, words=lambda _id: told), *steps_for(session)]
        return [*asked, _wait_step(session)] if procedure.answers.get("full") else asked

    async def lead(self, uow: UnitOfWork, procedure: Procedure) -> str:
        """Which session it is about, and how to leave."""
        chosen = procedure.answers.get("session")
        session = await uow.sessions.get(chosen) if chosen is not None else None
        if session is None:
            return ""
        for_whom = f"\n対象：{session.eligibility}" if session.eligibility else ""
        return (
            f"{spoken_period(session)}の「{name(session)}」ですね。{for_whom}\n"
            "途中でやめるときは「やめる」と送ってください。"
        )

    def title(self, procedure: Procedure) -> str:
        """Said over the summary."""
        if procedure.answers.get("wait"):
            return "次の内容で空き待ちに入ります。よろしいですか。"
        return "次の内容で予約します。よろしいですか。"

    def yes(self, procedure: Procedure) -> str:
        """The label of the yes."""
        return "はい"

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Book, or say kindly why not and what else there is."""
        session_id = procedure.answers["session"]
        if procedure.answers.get("wait") is False:
            return Progress((Bubble("わかりました。ほかの回をご案内しますか。", _others(procedure)),))
        answers = answers_from(dict(procedure.answers))
        try:
            booking = await self.book.book_in(
                uow, session_id, who.contact_id, answers, who.now, or_wait=bool(procedure.answers.get("wait"))
            )
        except ClassSessionFull as error:
            return await self._full(uow, who, procedure, error)
        except AlreadyBooked as error:
            return Progress(
                (
                    Bubble(
                        error.text,
                        (button(Press.CHANGE, error.booking_id), button(Press.CANCEL, error.booking_id)),
                    ),
                )
            )
        except BookingRefused as error:
            return Progress((Bubble(error.text, _others(procedure)),))
        session = await uow.sessions.get(session_id)
        if session is None:
            raise LookupError(session_id)
        return Progress(self._booked(session, booking))

    async def _full(
        self, uow: UnitOfWork, who: Person, procedure: Procedure, error: ClassSessionFull
    ) -> Progress:
        if not error.waiting_list:
            return Progress((Bubble(error.text, _others(procedure)),))
        session = await uow.sessions.get(procedure.answers["session"])
        if session is None:
            raise LookupError(procedure.answers["session"])
        step = _wait_step(session)
        fewer = people_step().choices[:1] if error.seats_left else ()
        asking = replace(procedure.with_answer("full", True), asked=step.name)
        return Progress((Bubble(error.text, (*step.choices, *fewer, choices.LEAVE)),), asking)

    def _booked(self, session: ClassSession, booking: Booking) -> tuple[Bubble, ...]:
        buttons = (button(Press.CHANGE, booking.id), button(Press.CANCEL, booking.id), choices.MINE)
        if booking.state is BookingState.WAITING:
            said = (
                f"空き待ちに入りました（予約番号{booking.id}）。\n{spoken_period(session)}\n"
                "お席が空いたら、ここでお知らせします。"
            )
            return (Bubble(said, buttons[1:]),)
        link = self.calendar_link(booking.id)
        said = (
            f"ご予約を受けました（予約番号{booking.id}）。\n{spoken_period(session)}\n{where(session)}　{booking.people}人\n"
            "前の日に、ここでお知らせします。変更や取り消しも、いつでもできます。"
        )
        links = (Link("カレンダーに入れる", link),) if link else ()
        sample = "\n※見本の回です。実際には開かれません。" if session.sample else ""
        return (Bubble(said + sample, buttons, links=links),)


def none_open(service: str) -> Bubble:
    """Nothing can be booked at present."""
    what = f"{label(service)}で" if service else ""
    return Bubble(
        f"いま、{what}ご予約いただける回はありません。日にちが決まると、ここでご案内できます。"
        "お急ぎのときや、ご希望のあるときは、相談員におたずねください。",
        (choices.HUMAN,),
    )


def _open(one: Upcoming) -> bool:
    return one.bookable and (not one.full or one.can_wait)


def _wait_step(session: ClassSession) -> Step:
    return Step(
        name="wait",
        label="空き待ち",
        question="この回は満席です。空き待ちに入りますか。",
        read=one_of(
            {"はい": True, "待ちます": True, "空きを待ちます": True, "お願いします": True, "待つ": True,
             "いいえ": False, "待ちません": False, "待たない": False, "ほかの回": False},
            "空き待ちに入るかどうか、「はい」か「いいえ」で教えてください。",
        ),
        choices=(Choice("空きを待つ", "空きを待ちます"), Choice("ほかの回を見る", "ほかの回")),
        words=lambda wait: "入る" if wait else "入らない",
    )  # fmt: skip


def _others(procedure: Procedure) -> tuple[Choice, ...]:
    what = label(procedure.about) if procedure.about else "家族教室"
    return (Choice("ほかの回を見る", f"{what}を予約したい"), choices.HUMAN)


@dataclass(frozen=True, slots=True)
class LookAtSessions(Script):
    """Dates have been shown: naming one begins its booking."""

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """The one question that is never put."""
        coming = await upcoming_in(uow, procedure.about or None, who.now)
        return [session_step(coming, procedure.shown, who.now)]

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Go on as a booking."""
        return Progress((), Procedure(Kind.BOOK, procedure.about, {"session": procedure.answers["session"]}))
