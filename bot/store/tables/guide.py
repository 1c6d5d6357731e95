"""Class sessions, places, bookings with their reminders, requests, and the staff's changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import Base, about_data

_STANDING = text("state <> 'cancelled'")
_OPEN = text("state = 'open'")


class ClassSessionRow(Base):
    """A dated meeting of a service; the columns are the fields of `SessionFacts`."""

    __tablename__ = "class_session"
    __table_args__ = (
        CheckConstraint("capacity > 0", "capacity"),
        CheckConstraint("ends_at > starts_at", "period"),
        Index("ix_class_session_coming", "service", "starts_at"),
        about_data("none", "never needed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(100))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(200))
    online: Mapped[str] = mapped_column(String(200))
    access: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    eligibility: Mapped[str] = mapped_column(Text)
    capacity: Mapped[int]
    waiting_list: Mapped[bool]
    closes_at: Mapped[datetime | None]
    asks: Mapped[list[Any]]
    cancelled: Mapped[bool]
    sample: Mapped[bool]


class PlaceRow(Base):
    """A place to be; the columns are the fields of `PlaceFacts`."""

    __tablename__ = "place"
    __table_args__ = (about_data("none", "never needed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    area: Mapped[str] = mapped_column(String(200))
    age_groups: Mapped[list[Any]]
    genders: Mapped[list[Any]]
    interests: Mapped[list[Any]]
    weekdays: Mapped[list[Any]]
    opens: Mapped[str] = mapped_column(String(5))
    closes: Mapped[str] = mapped_column(String(5))
    hours: Mapped[str] = mapped_column(String(200))
    online: Mapped[bool]
    in_person: Mapped[bool]
    alone_ok: Mapped[bool]
    persons_only: Mapped[bool]
    run_by: Mapped[str] = mapped_column(String(200))
    first_time: Mapped[str] = mapped_column(Text)
    how_to_ask: Mapped[str] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    sample: Mapped[bool]


class BookingRow(Base):
    """One person's booking for one session."""

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint("state in ('booked','waiting','offered','cancelled')", "state"),
        CheckConstraint("people between 1 and 10", "people"),
        # One standing booking per person and session, whatever runs side by side.
        Index(
            "uq_booking_standing",
            "session_id",
            "contact_id",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        Index("ix_booking_session", "session_id", "state"),
        about_data(
            "nickname, contact, agency and wishes of who booked",
            "by retention, some time after the session; with the contact",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id", ondelete="CASCADE"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    """None once the answers were erased."""
    nickname: Mapped[str] = mapped_column(String(30))
    people: Mapped[int]
    contact_detail: Mapped[str] = mapped_column(String(100))
    agency: Mapped[str] = mapped_column(String(60))
    wishes: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    offer_expires_at: Mapped[datetime | None]
    ended: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ReminderRow(Base):
    """The reminder of a booking, due at a moment."""

    __tablename__ = "reminder"
    __table_args__ = (
        CheckConstraint("state in ('waiting','done')", "state"),
        Index("ix_reminder_due", "state", "due_at"),
        about_data("none", "with the booking"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), unique=True)
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))


class RequestRow(Base):
    """A request to the desk."""

    __tablename__ = "request"
    __table_args__ = (
        CheckConstraint("state in ('open','in_progress','done','cancelled')", "state"),
        # The same request, still open, is not put on the desk twice.
        Index(
            "uq_request_open", "contact_id", "digest", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        Index("ix_request_state", "state", "id"),
        about_data(
            "what the person asked for, with name, address or telephone",
            "by retention, some time after it was finished; with the contact",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    """None once the answers were erased."""
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(30))
    fields: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(15))
    note: Mapped[str] = mapped_column(Text)
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("counselor.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ProcedureRow(Base):
    """How far a person has come in a procedure."""

    __tablename__ = "procedure"
    __table_args__ = (
        about_data(
            "answers of a form that is not sent yet",
            "when it is sent, left or overtaken by danger; after half a day; with the contact",
        ),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime] = mapped_column(index=True)


class ChangeRow(Base):
    """One change of a session or place by the staff."""

    __tablename__ = "change_log"
    __table_args__ = (
        Index("ix_change_log_row", "table", "row_id", "id"),
        about_data("which member of staff changed what when", "never needed: it holds no contact's data"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str] = mapped_column(String(30))
    row_id: Mapped[int]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    counselor_id: Mapped[int | None] = mapped_column(ForeignKey("counselor.id"))
    at: Mapped[datetime]
