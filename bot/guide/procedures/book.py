"""Booking in the talk: the session, who comes, and a yes; or a place on the waiting list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from bot.conversation.content import Bubble, Choice, Link
from bot.guide.bookings.book import Book
from bot.guide.bookings.buttons import Press, button
from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.bookings.errors import AlreadyBooked, BookingRefused, ClassSessionFull
from bot.guide.bookings.words import spoken_period
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.audience import SELF, for_whom, is_for_families
from bot.guide.procedures.booking_steps import answers_from, nickname_step, people_step, steps_for
from bot.guide.procedures.said import pointed_line
from bot.guide.procedures.script import Person, ProcedureOver, Progress, Script
from bot.guide.procedures.services import label
from bot.guide.procedures.session_answers import told_of
from bot.guide.procedures.session_steps import chosen, name, session_step, where
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
        session = await chosen(uow, procedure)
        coming = await upcoming_in(uow, procedure.about or None, who.now)
        which = session_step(coming, procedure.shown, who.now)
        if session is None:
            if not any(_open(one) for one in coming):
                raise ProcedureOver(Progress((none_open(procedure.about),)))
            return [which, nickname_step(), people_step()]
        told = f"{spoken_period(session)}　{name(session)}　{where(session)}"
        asked = [replace(which, words=lambda _id: told), *steps_for(session)]
        # With another number of people there may be seats after all.
        full = procedure.answers.get("full")
        return [*asked, _wait_step(session)] if full and full == procedure.answers.get("people") else asked

    async def lead(self, uow: UnitOfWork, procedure: Procedure) -> str:
        """Which session it is about, for whom it is, and how to leave."""
        said = await self.noted(uow, procedure, ("session",))
        return f"{said}\n途中でやめるときは「やめる」と送ってください。" if said else ""

    async def noted(self, uow: UnitOfWork, procedure: Procedure, told: Collection[str]) -> str:
        """The session that was chosen, and for whom it is."""
        session = await chosen(uow, procedure) if "session" in told else None
        if session is None:
            return ""
        # The name of a class may tell what it is about: the first line is seen on locked screens.
        lines = (f"{spoken_period(session)}の回ですね。", name(session), for_whom(session, procedure.speaker))
        return "\n".join(line for line in lines if line)

    async def tells(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> str:
        """What is written about the chosen session, or the only one."""
        session = await chosen(uow, procedure)
        if session is None:
            coming = await upcoming_in(uow, procedure.about or None, who.now)
            session = coming[0].session if len(coming) == 1 else None
        return told_of(session, text) if session else ""

    async def beside(self, uow: UnitOfWork, procedure: Procedure) -> tuple[Choice, ...]:
        """The way to places, for somebody for whom the session is not meant."""
        session = await chosen(uow, procedure)
        meant = session is None or procedure.speaker != SELF or not is_for_families(session)
        return () if meant else (choices.FIND,)

    def title(self, procedure: Procedure) -> str:
        """Said over the summary."""
        if procedure.answers.get("wait"):
            return "次の内容で空き待ちに入ります。よろしいですか。"
        return "次の内容で予約します。よろしいですか。"

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Book, or say kindly why not and what else there is."""
        session_id = procedure.answers["session"]
        if procedure.answers.get("wait") is False:
            kept = {k: v for k, v in procedure.answers.items() if k not in ("session", "full", "wait")}
            return Progress((), replace(procedure, answers=kept))
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
        done = Procedure(Kind.DONE, procedure.kind, {"session": session_id})
        return Progress(self._booked(session, booking), done)

    async def _full(
        self, uow: UnitOfWork, who: Person, procedure: Procedure, error: ClassSessionFull
    ) -> Progress:
        fewer = people_step().choices[: error.seats_left]
        if not error.waiting_list and not fewer:
            return Progress((Bubble(error.text, _others(procedure)),))
        if not error.waiting_list:
            asking = replace(procedure.without("people"), asked="people")
            return Progress((Bubble(error.text, (*fewer, *_others(procedure), choices.LEAVE)),), asking)
        session = await uow.sessions.get(procedure.answers["session"])
        if session is None:
            raise LookupError(procedure.answers["session"])
        step = _wait_step(session)
        asking = replace(procedure.with_answer("full", procedure.answers["people"]), asked=step.name)
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

    async def tells(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> str:
        """What is written about the session that a question names by its number, or the only one."""
        place = pointed_line(text)
        asked = (
            procedure.shown
            if len(procedure.shown) == 1
            else procedure.shown[place - 1 : place]
            if place
            else ()
        )
        session = await uow.sessions.get(asked[0]) if asked else None
        return told_of(session, text) if session else ""

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Go on as a booking."""
        chosen = {"session": procedure.answers["session"]}
        return Progress((), Procedure(Kind.BOOK, procedure.about, chosen, speaker=procedure.speaker))
