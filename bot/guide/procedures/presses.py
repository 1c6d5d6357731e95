"""What a pressed button does at once, without any question before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.content import Bubble, Choice
from bot.guide.bookings.book import Book, MyBooking
from bot.guide.bookings.buttons import Press, Pressed
from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.bookings.errors import BookingRefused
from bot.guide.places.card import read_place_button
from bot.guide.places.find import public_places
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import beginnings, choices, mine, places_seen, request, switching
from bot.guide.procedures.said import Said, meaning
from bot.guide.procedures.script import Person, Progress
from bot.guide.procedures.state import Kind, Procedure


async def press(uow: UnitOfWork, book: Book, who: Person, pressed: Pressed) -> Progress | Procedure:
    """Do what the button under a booking says; or the procedure it begins."""
    if pressed.press is Press.CHANGE:
        return Procedure(Kind.CHANGE, answers={"booking": pressed.booking_id})
    if pressed.press is Press.CANCEL:
        return Procedure(Kind.CANCEL, answers={"booking": pressed.booking_id})
    try:
        if pressed.press is Press.ACCEPT:
            booking = await book.accept_in(uow, pressed.booking_id, who.contact_id, who.now)
            return Progress((await _accepted(uow, booking),))
        await book.decline_in(uow, pressed.booking_id, who.contact_id, who.now)
    except BookingRefused as error:
        return Progress((Bubble(error.text, (choices.MINE, choices.HUMAN)),))
    return Progress(
        (
            Bubble(
                "わかりました。今回は見送りですね。お知らせくださって、ありがとうございます。",
                (choices.MINE,),
            ),
        )
    )


async def booking_of(uow: UnitOfWork, who: Person, session_id: int) -> Procedure:
    """The booking that a session's button begins; answers given to another session's are kept."""
    session = await uow.sessions.get(session_id)
    found = await uow.procedures.get(who.contact_id)
    standing = found[0] if found else None
    kept = standing.answers if standing and standing.kind is Kind.BOOK else {}
    answers = {name: value for name, value in kept.items() if name not in ("full", "wait")}
    service = session.service if session else ""
    speaker = standing.speaker if standing else ""
    return Procedure(Kind.BOOK, service, {**answers, "session": session_id}, speaker=speaker)


async def offered(uow: UnitOfWork, contact_id: int) -> Booking | None:
    """The one booking to which a seat is offered at the moment."""
    open_now = [
        booking
        for booking in await uow.bookings.of_contact(contact_id)
        if booking.state is BookingState.OFFERED
    ]
    return open_now[0] if len(open_now) == 1 else None


def offer_press(booking: Booking, text: str) -> Pressed | None:
    """What a plain yes or no means while a seat is offered."""
    said = meaning(text)
    if said is Said.YES:
        return Pressed(Press.ACCEPT, booking.id)
    return Pressed(Press.DECLINE, booking.id) if said is Said.NO else None


async def own(uow: UnitOfWork, contact_id: int, text: str) -> Procedure | None:
    """What a text wants of the person's booking, where there is one; a call-back or a chat, always."""
    wanted = beginnings.about_own(text)
    if wanted is None:
        return switching.plain_request(text)
    return wanted if wanted is not None and await uow.bookings.of_contact(contact_id) else None


async def requests(uow: UnitOfWork, who: Person) -> Progress:
    """How far the person's requests are."""
    return Progress((request.overview(await uow.requests.of_contact(who.contact_id)),), ends=False)


async def asked_place(uow: UnitOfWork, text: str) -> Progress | None:
    """How to ask about the place whose button was pressed; None where there is no such place any more."""
    name = read_place_button(text)
    if not name:
        return None
    found = [place for place in await public_places(uow) if place.name.startswith(name)]
    return Progress((places_seen.way_to_ask(found[0]),), ends=False) if found else None


async def waits_for_answer(uow: UnitOfWork, contact_id: int, text: str) -> bool:
    """Whether somebody who has asked for something asks when the answer comes."""
    return beginnings.asks_when(text) and bool(await uow.requests.of_contact(contact_id))


async def pause(
    uow: UnitOfWork, contact_id: int, procedure: Procedure | None, now: datetime
) -> tuple[Choice, ...]:
    """Set a procedure aside; a mere look at dates is dropped."""
    if procedure is None or procedure.kind.only_shown:
        await uow.procedures.drop(contact_id)
        return ()
    await uow.procedures.keep(contact_id, replace(procedure, paused=True), now)
    return (choices.GO_ON,)


async def _accepted(uow: UnitOfWork, booking: Booking) -> Bubble:
    session = await uow.sessions.get(booking.session_id)
    if session is None:
        raise LookupError(booking.session_id)
    return Bubble(f"お席をお取りしました。\n{mine.line(MyBooking(booking, session))}", (choices.MINE,))
