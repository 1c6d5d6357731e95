"""Counselors, their sign-ins, and which transcripts they opened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.tables.base import Base, about_data


class CounselorRow(Base):
    """Somebody who signs in."""

    __tablename__ = "counselor"
    __table_args__ = (
        about_data("name and sign-in of a member of staff", "disabled, never deleted: transcripts name them"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    display_name: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    roles: Mapped[list[Any]]
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class SignInRow(Base):
    """A signed-in browser."""

    __tablename__ = "sign_in"
    __table_args__ = (about_data("who of the staff was signed in when", "when it expires"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    counselor_id: Mapped[int] = mapped_column(ForeignKey("counselor.id", ondelete="CASCADE"))
    csrf: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]

    counselor: Mapped[CounselorRow] = relationship(lazy="joined", innerjoin=True)


class SignInFailureRow(Base):
    """A sign-in that failed."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_login", "login", "at"),
        about_data("a login that was tried", "after a day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]


class AccessRow(Base):
    """A transcript, a request or an attendance list that was opened."""

    __tablename__ = "access_log"
    __table_args__ = (
        Index("ix_access_log_opening", "conversation_id", "counselor_id", "at"),
        Index("ix_access_log_request", "request_id", "counselor_id", "at"),
        Index("ix_access_log_session", "session_id", "counselor_id", "at"),
        about_data(
            "who of the staff opened whose transcript or request, or which attendance list, when",
            "with the conversation, request or session",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    counselor_id: Mapped[int] = mapped_column(ForeignKey("counselor.id"))
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"))
    """The request that was opened; None where it was the transcript."""
    session_id: Mapped[int | None] = mapped_column(ForeignKey("class_session.id", ondelete="CASCADE"))
    """The session whose attendance list was opened."""
    at: Mapped[datetime]
