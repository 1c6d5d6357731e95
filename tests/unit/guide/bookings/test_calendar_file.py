"""Calendar file, its link, and the buttons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from icalendar import Calendar

from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.buttons import Press, Pressed, button, read_button
from bot.guide.bookings.calendar_file import ics
from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.bookings.tickets import Tickets
from bot.guide.sessions.facts import ClassSession
from tests.bookings import SATURDAY, TUESDAY, facts

SESSION = ClassSession(id=3, **facts(title="ひきこもり家族教室", place="ひきこもり相談支援課").model_dump())
BOOKING = Booking(7, 3, 1, BookingAnswers("はな"), BookingState.BOOKED, TUESDAY, TUESDAY)


def test_calendar_file_is_neutral_and_on_tokyos_clock() -> None:
    content = ics(SESSION, BOOKING, TUESDAY)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["uid"] == "booking-7@akari"
    assert event.decoded("dtstart") == SATURDAY
    assert event["dtstart"].params["TZID"] == "Asia/Tokyo"
    assert event["status"] == "CONFIRMED"
    assert "ひきこもり" not in content.decode()
    assert b"BEGIN:VTIMEZONE" in content


def test_calendar_entry_is_cancelled_when_booking_or_session_is() -> None:
    for session, booking in (
        (SESSION, replace(BOOKING, state=BookingState.CANCELLED)),
        (SESSION.model_copy(update={"cancelled": True}), BOOKING),
    ):
        assert b"STATUS:CANCELLED" in ics(session, booking, TUESDAY)


def test_link_opens_its_booking_alone() -> None:
    tickets = Tickets("a secret of enough length")
    token = tickets.make(7)
    assert tickets.read(token) == 7
    assert tickets.read(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert tickets.read("") is None
    assert Tickets("another secret, long enough").read(token) is None
    with pytest.raises(ValueError, match="16"):
        Tickets("short")


@pytest.mark.parametrize("press", list(Press))
def test_button_is_understood_when_tapped_or_typed(press: Press) -> None:
    said = button(press, 12).text
    assert read_button(said) == Pressed(press, 12)
    assert read_button(said.replace("12", "１２") + "。") == Pressed(press, 12)
    assert read_button("予約を取り消したい") is None
