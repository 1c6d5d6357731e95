"""Calling the people on duty: one paging per handoff, one page per call."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import Base, about_data


class PagingRow(Base):
    """The calling for one handoff."""

    __tablename__ = "paging"
    __table_args__ = (
        CheckConstraint("state in ('calling','acknowledged','ended')", "state"),
        Index("ix_paging_due", "state", "due_at"),
        about_data("none", "with the handoff"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), unique=True)
    level: Mapped[int]
    state: Mapped[str] = mapped_column(String(15))
    step: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    opened_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None] = mapped_column(String(60))


class PageRow(Base):
    """One call to one person."""

    __tablename__ = "page"
    __table_args__ = (
        Index("ix_page_paging", "paging_id"),
        about_data("which member of staff was called when", "with the handoff"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paging_id: Mapped[int] = mapped_column(ForeignKey("paging.id", ondelete="CASCADE"))
    person: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    called_at: Mapped[datetime]
    result: Mapped[str] = mapped_column(String(120), default="")
