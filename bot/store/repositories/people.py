"""Counselors, sign-ins and the access log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.ports import Access, Counselor, SignIn
from bot.store.tables import AccessRow, CounselorRow, SignInFailureRow, SignInRow

KEEP_FAILURES = timedelta(days=1)


class SqlCounselors:
    """See `bot.desk.ports.Counselors`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, login: str, display_name: str, password_hash: str, roles: Sequence[str], now: datetime
    ) -> Counselor:
        row = CounselorRow(
            login=login,
            display_name=display_name,
            password_hash=password_hash,
            roles=list(roles),
            disabled=False,
            created_at=now,
        )
        self._session.add(row)
        await self._session.flush()
        return _counselor_from(row)

    async def by_login(self, login: str) -> tuple[Counselor, str] | None:
        row = await self._session.scalar(select(CounselorRow).where(CounselorRow.login == login))
        return (_counselor_from(row), row.password_hash) if row else None

    async def get(self, counselor_id: int) -> Counselor | None:
        row = await self._session.get(CounselorRow, counselor_id)
        return _counselor_from(row) if row else None

    async def count(self) -> int:
        return await self._session.scalar(select(func.count()).select_from(CounselorRow)) or 0

    async def everyone(self) -> list[Counselor]:
        """All who can sign in, by name."""
        query = select(CounselorRow).where(~CounselorRow.disabled).order_by(CounselorRow.display_name)
        return [_counselor_from(row) for row in await self._session.scalars(query)]

    async def accounts(self) -> list[Counselor]:
        rows = await self._session.scalars(select(CounselorRow).order_by(CounselorRow.login))
        return [_counselor_from(row) for row in rows]

    async def set_password(self, login: str, password_hash: str) -> None:
        await self._session.execute(
            update(CounselorRow).where(CounselorRow.login == login).values(password_hash=password_hash)
        )

    async def set_disabled(self, counselor_id: int, *, disabled: bool) -> None:
        await self._change(counselor_id, disabled=disabled)

    async def set_roles(self, counselor_id: int, roles: Sequence[str]) -> None:
        await self._change(counselor_id, roles=list(roles))

    async def _change(self, counselor_id: int, **values: object) -> None:
        await self._session.execute(
            update(CounselorRow).where(CounselorRow.id == counselor_id).values(**values)
        )


class SqlSignIns:
    """See `bot.desk.ports.SignIns`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, token_hash: str, counselor_id: int, csrf: str, expires_at: datetime) -> None:
        self._session.add(
            SignInRow(token_hash=token_hash, counselor_id=counselor_id, csrf=csrf, expires_at=expires_at)
        )
        await self._session.flush()

    async def get(self, token_hash: str, now: datetime) -> SignIn | None:
        row = await self._session.get(SignInRow, token_hash)
        if row is None or row.expires_at <= now or row.counselor.disabled:
            return None
        return SignIn(row.token_hash, _counselor_from(row.counselor), row.csrf, row.expires_at)

    async def drop(self, token_hash: str) -> None:
        await self._session.execute(delete(SignInRow).where(SignInRow.token_hash == token_hash))

    async def drop_others(self, counselor_id: int, keep_token_hash: str) -> None:
        await self._session.execute(
            delete(SignInRow).where(
                SignInRow.counselor_id == counselor_id, SignInRow.token_hash != keep_token_hash
            )
        )

    async def drop_all(self, counselor_id: int) -> None:
        await self._session.execute(delete(SignInRow).where(SignInRow.counselor_id == counselor_id))

    async def drop_expired(self, now: datetime) -> None:
        await self._session.execute(delete(SignInRow).where(SignInRow.expires_at <= now))

    async def note_failure(self, login: str, now: datetime) -> None:
        await self._session.execute(delete(SignInFailureRow).where(SignInFailureRow.at < now - KEEP_FAILURES))
        self._session.add(SignInFailureRow(login=login[:60], at=now))
        await self._session.flush()

    async def failures_since(self, login: str, since: datetime) -> int:
        query = select(func.count()).where(SignInFailureRow.login == login[:60], SignInFailureRow.at >= since)
        return await self._session.scalar(query) or 0

    async def forget_failures(self, login: str) -> None:
        await self._session.execute(delete(SignInFailureRow).where(SignInFailureRow.login == login[:60]))


class SqlAccessLog:
    """See `bot.desk.ports.AccessLog`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self, counselor_id: int, conversation_id: int, now: datetime) -> None:
        self._session.add(AccessRow(counselor_id=counselor_id, conversation_id=conversation_id, at=now))
        await self._session.flush()

    async def noted_since(self, counselor_id: int, conversation_id: int, since: datetime) -> bool:
        transcript = (AccessRow.conversation_id == conversation_id, AccessRow.request_id.is_(None))
        return await self._noted(AccessRow.counselor_id == counselor_id, AccessRow.at >= since, *transcript)

    async def note_request(
        self, counselor_id: int, request_id: int, conversation_id: int | None, now: datetime
    ) -> None:
        self._session.add(
            AccessRow(
                counselor_id=counselor_id, conversation_id=conversation_id, request_id=request_id, at=now
            )
        )
        await self._session.flush()

    async def request_noted_since(self, counselor_id: int, request_id: int, since: datetime) -> bool:
        request = AccessRow.request_id == request_id
        return await self._noted(AccessRow.counselor_id == counselor_id, AccessRow.at >= since, request)

    async def note_attendance(self, counselor_id: int, session_id: int, now: datetime) -> None:
        self._session.add(AccessRow(counselor_id=counselor_id, session_id=session_id, at=now))
        await self._session.flush()

    async def attendance_noted_since(self, counselor_id: int, session_id: int, since: datetime) -> bool:
        attendance = AccessRow.session_id == session_id
        return await self._noted(AccessRow.counselor_id == counselor_id, AccessRow.at >= since, attendance)

    async def _noted(self, *which: ColumnElement[bool]) -> bool:
        return await self._session.scalar(select(AccessRow.id).where(*which).limit(1)) is not None

    async def recent(self, limit: int, *, before_id: int | None = None) -> list[Access]:
        query = select(AccessRow, CounselorRow).join(CounselorRow, CounselorRow.id == AccessRow.counselor_id)
        if before_id is not None:
            query = query.where(AccessRow.id < before_id)
        rows = await self._session.execute(query.order_by(AccessRow.id.desc()).limit(limit))
        return [
            Access(
                row.id,
                who.login,
                who.display_name,
                row.conversation_id,
                row.at,
                row.request_id,
                row.session_id,
            )
            for row, who in rows
        ]


def _counselor_from(row: CounselorRow) -> Counselor:
    return Counselor(row.id, row.login, row.display_name, tuple(row.roles), row.disabled)
