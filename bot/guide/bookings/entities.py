"""A booking and the reminder that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.guide.bookings.answers import BookingAnswers


class BookingState(StrEnum):
    """booked, on the waiting list, asked whether the free seat is wanted, or over."""

    BOOKED = "booked"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"


class Ended(StrEnum):
    """Why a booking is cancelled."""

    PERSON = "person"
    DECLINED = "declined"
    EXPIRED = "expired"
    NO_SEAT = "no_seat"


@dataclass(frozen=True, slots=True)
class Booking:
    """One person's booking for one session. `contact_id` is the contact's row, 0 once the personal
    answers were erased."""

    id: int
    session_id: int
    contact_id: int
    answers: BookingAnswers
    state: BookingState
    created_at: datetime
    changed_at: datetime
    offer_expires_at: datetime | None = None
    ended: Ended | None = None

    @property
    def people(self) -> int:
        """How many come."""
        return self.answers.people

    @property
    def active(self) -> bool:
        """Whether it still stands."""
        return self.state is not BookingState.CANCELLED


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that waits for its moment."""

    id: int
    booking_id: int
    due_at: datetime
