"""A booking as a calendar file, in neutral words."""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event

from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.calendar_days import in_tokyo
from bot.guide.plain_text import is_neutral
from bot.guide.sessions.facts import ClassSession

TITLE = "予定（予約ずみ）"
FILE_NAME = "yotei.ics"


def ics(session: ClassSession, booking: Booking, now: datetime) -> bytes:
    """The file's bytes (`text/calendar`). The uid stays the same, so that a newer file replaces
    an older entry; a booking or session that is cancelled cancels the entry."""
    event = Event()
    event.add("uid", f"booking-{booking.id}@akari")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("sequence", int(now.timestamp()) % 2**31)
    event.add("summary", TITLE)
    event.add("dtstart", in_tokyo(session.starts_at))
    event.add("dtend", in_tokyo(session.ends_at))
    if session.place and is_neutral(session.place):
        event.add("location", session.place)
    stands = booking.state is BookingState.BOOKED and not session.cancelled
    event.add("status", "CONFIRMED" if stands else "CANCELLED")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Akari//booking//JA")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
