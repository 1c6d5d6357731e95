"""Contacts, conversations, messages, handoffs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.tables.base import Base, about_data


class ContactRow(Base):
    """The person who writes."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        about_data(
            "the person's id on the channel", "with the contact, at the person's request or by retention"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(200))
    blocked: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class ConversationRow(Base):
    """One stretch of talk."""

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint("status in ('with_assistant','waiting','claimed','closed')", "status"),
        # One open conversation per contact, whatever runs side by side.
        Index(
            "uq_conversation_open",
            "contact_id",
            unique=True,
            sqlite_where=text("status <> 'closed'"),
            postgresql_where=text("status <> 'closed'"),
        ),
        about_data("risk level of the person", "with the contact"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(20))
    level: Mapped[int] = mapped_column(default=0)
    """What is shown: the higher of `firm_level` and the quick words still to be looked at again."""
    firm_level: Mapped[int] = mapped_column(default=0, server_default="0")
    """The highest level of a full screening, or what a counselor set."""
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("counselor.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    contact: Mapped[ContactRow] = relationship(lazy="joined", innerjoin=True)


class MessageRow(Base):
    """One message of a transcript."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_conversation", "conversation_id", "id"),
        about_data(
            "what the person wrote and was told",
            "with the contact; the text alone when the person unsends it",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    bubble: Mapped[dict[str, Any] | None]
    assessment: Mapped[dict[str, Any] | None]
    level: Mapped[int] = mapped_column(default=0)
    quick: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether `level` is the rules' quick word, which the full screening may still correct."""
    topic: Mapped[str | None] = mapped_column(String(40))
    counselor_id: Mapped[int | None] = mapped_column(ForeignKey("counselor.id"))
    external_id: Mapped[str | None] = mapped_column(String(200), index=True)
    unsent_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class HandoffRow(Base):
    """A call for a human."""

    __tablename__ = "handoff"
    __table_args__ = (
        Index(
            "uq_handoff_open",
            "conversation_id",
            unique=True,
            sqlite_where=text("closed_at is null"),
            postgresql_where=text("closed_at is null"),
        ),
        about_data("risk level of the person", "with the contact"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(20))
    level: Mapped[int]
    opened_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    first_claimed_at: Mapped[datetime | None]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("counselor.id"))
    released_at: Mapped[datetime | None]
    """When it was last given back to the queue."""
    closed_at: Mapped[datetime | None]
