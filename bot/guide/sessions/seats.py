"""Counting seats: pure arithmetic over the bookings of one session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.guide.bookings.entities import Booking, BookingState

_HOLDING = (BookingState.BOOKED, BookingState.OFFERED)


@dataclass(frozen=True, slots=True)
class Seats:
    """How the seats of a session are spread."""

    capacity: int
    taken: int
    """Seats of people who are booked, and seats kept for those who were offered one."""
    waiting: int
    """People on the waiting list."""
    due: tuple[Booking, ...]
    """Who is next: those on the waiting list for whom the free seats are enough, in their order."""
    left: int
    """Seats for somebody new, after those who are next."""


def count_seats(capacity: int, bookings: Iterable[Booking]) -> Seats:
    """The seats of a session. Who waits longest comes first; who needs more seats than are
    free keeps the place in the line while smaller groups behind are served."""
    everyone = sorted(bookings, key=lambda booking: booking.id)
    taken = sum(booking.people for booking in everyone if booking.state in _HOLDING)
    waiting = [booking for booking in everyone if booking.state is BookingState.WAITING]
    free = max(0, capacity - taken)
    due = []
    for booking in waiting:
        if booking.people <= free:
            due.append(booking)
            free -= booking.people
    return Seats(capacity, taken, sum(booking.people for booking in waiting), tuple(due), free)
