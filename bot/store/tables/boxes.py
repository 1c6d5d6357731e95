"""The inbox and the outbox: work that waits, written with the rows it belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import Base, about_data


class InboxTable(Base):
    """A received event, waiting or handled."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "event_id"),
        CheckConstraint("state in ('waiting','handled')", "state"),
        Index("ix_inbox_waiting", "state", "conversation_id", "id"),
        about_data("none but the id of a message", "with the contact"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    event_id: Mapped[str] = mapped_column(String(200))
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"))
    reply_token: Mapped[str | None] = mapped_column(String(500))
    reply_token_expires_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    last_code: Mapped[str | None] = mapped_column(String(60))
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]


class OutboxTable(Base):
    """A request to a platform, waiting, sent or failed."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state in ('waiting','sent','failed')", "state"),
        Index("ix_outbox_waiting", "state", "contact_id", "seq"),
        about_data("what the person is told, until it is sent", "emptied when sent; with the contact"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    payloads: Mapped[list[Any]]
    reply_token: Mapped[str | None] = mapped_column(String(500))
    reply_token_expires_at: Mapped[datetime | None]
    risk: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    last_code: Mapped[str | None] = mapped_column(String(60))
    way: Mapped[str | None] = mapped_column(String(20))
    external_ids: Mapped[list[Any] | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
