"""The rows of the staff: counselors, sign-ins, who opened which transcript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Counselor:
    """Somebody who signs in at the console."""

    id: int
    login: str
    display_name: str
    roles: tuple[str, ...] = ("counselor",)
    disabled: bool = False


class Counselors(Protocol):
    async def add(
        self, login: str, display_name: str, password_hash: str, roles: Sequence[str], now: datetime
    ) -> Counselor: ...

    async def by_login(self, login: str) -> tuple[Counselor, str] | None:
        """The counselor and the password hash."""

    async def get(self, counselor_id: int) -> Counselor | None: ...

    async def count(self) -> int: ...

    async def everyone(self) -> list[Counselor]:
        """All who can sign in, by name."""

    async def accounts(self) -> list[Counselor]:
        """All there are, also the disabled ones, by login."""

    async def set_password(self, login: str, password_hash: str) -> None: ...

    async def set_disabled(self, counselor_id: int, *, disabled: bool) -> None: ...

    async def set_roles(self, counselor_id: int, roles: Sequence[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class SignIn:
    """A signed-in browser. `token_hash` is what is stored; the cookie holds the token itself."""

    token_hash: str
    counselor: Counselor
    csrf: str
    expires_at: datetime


class SignIns(Protocol):
    async def add(self, token_hash: str, counselor_id: int, csrf: str, expires_at: datetime) -> None: ...

    async def get(self, token_hash: str, now: datetime) -> SignIn | None: ...

    async def drop(self, token_hash: str) -> None: ...

    async def drop_others(self, counselor_id: int, keep_token_hash: str) -> None:
        """End all other sign-ins of a counselor (after a change of password)."""

    async def drop_all(self, counselor_id: int) -> None:
        """End all sign-ins of a counselor (disabled, or given a new password by an admin)."""

    async def drop_expired(self, now: datetime) -> None:
        """Forget sign-ins that have ended by themselves."""

    async def note_failure(self, login: str, now: datetime) -> None: ...

    async def failures_since(self, login: str, since: datetime) -> int: ...

    async def forget_failures(self, login: str) -> None:
        """Open a login again that has failed too often."""


@dataclass(frozen=True, slots=True)
class Access:
    """One opening of a transcript, a request or an attendance list: who of the staff opened which when."""

    id: int
    login: str
    display_name: str
    conversation_id: int | None
    at: datetime
    request_id: int | None = None
    session_id: int | None = None


class AccessLog(Protocol):
    async def note(self, counselor_id: int, conversation_id: int, now: datetime) -> None:
        """Record that a counselor has opened the transcript of a conversation."""

    async def noted_since(self, counselor_id: int, conversation_id: int, since: datetime) -> bool:
        """Whether the counselor's opening of this transcript is recorded since then."""

    async def note_request(
        self, counselor_id: int, request_id: int, conversation_id: int | None, now: datetime
    ) -> None:
        """Record that a counselor has opened a request."""

    async def request_noted_since(self, counselor_id: int, request_id: int, since: datetime) -> bool:
        """Whether the counselor's opening of this request is recorded since then."""

    async def note_attendance(self, counselor_id: int, session_id: int, now: datetime) -> None:
        """Record that somebody of the staff has opened who comes to a session."""

    async def attendance_noted_since(self, counselor_id: int, session_id: int, since: datetime) -> bool:
        """Whether the opening of this list is recorded since then."""

    async def recent(self, limit: int, *, before_id: int | None = None) -> list[Access]:
        """The latest openings, newest first; of those before `before_id` when it is given."""
