"""Signing in and out, and changing one's password."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.console import passwords
from bot.console.accounts import normalized_login
from bot.desk.ports import Clock, SignIn, Store

LIFETIME = timedelta(hours=12)
FAILURES_MAX = 5
TURN_S = 5.0
"""How long a sign-in waits for its turn, in seconds."""
FAILURE_WINDOW = timedelta(minutes=15)


class WrongPassword(Exception):
    """Login or password is wrong; which of them is not told."""


class Busy(Exception):
    """Too many others are signing in at this moment."""


class TooManyFailures(Exception):
    """The login has failed too often; it opens again after a while."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new sign-in: the token goes into the cookie and is stored nowhere."""

    token: str
    expires_at: datetime


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class SignInDesk:
    """Checks passwords, one at a time: guesses stay countable and memory for hashing bounded."""

    store: Store
    clock: Clock
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def open(self, login: str, password: str) -> Opened:
        """A new sign-in, or WrongPassword, TooManyFailures, Busy."""
        counselor_id = await self._check_in_turn(normalized_login(login), password)
        now = self.clock.now()
        opened = Opened(secrets.token_urlsafe(32), now + LIFETIME)
        async with self.store.write() as uow:
            await uow.sign_ins.drop_expired(now)
            await uow.sign_ins.add(
                token_hash(opened.token), counselor_id, secrets.token_urlsafe(32), opened.expires_at
            )
        return opened

    async def current(self, token: str | None) -> SignIn | None:
        """The sign-in this token belongs to, while it lasts."""
        if not token:
            return None
        async with self.store.read() as uow:
            return await uow.sign_ins.get(token_hash(token), self.clock.now())

    async def end(self, sign_in: SignIn) -> None:
        """Sign out."""
        async with self.store.write() as uow:
            await uow.sign_ins.drop(sign_in.token_hash)

    async def change_password(self, sign_in: SignIn, current: str, wanted: str) -> None:
        """Store a new password and end all other sign-ins. WrongPassword, TooManyFailures, Busy
        and WeakPassword leave everything as it was."""
        login = sign_in.counselor.login
        await self._check_in_turn(login, current)
        passwords.check_strength(wanted, login)
        hashed = await passwords.hash_password(wanted)
        async with self.store.write() as uow:
            await uow.counselors.set_password(login, hashed)
            await uow.sign_ins.drop_others(sign_in.counselor.id, sign_in.token_hash)

    async def _check_in_turn(self, login: str, password: str) -> int:
        try:
            async with asyncio.timeout(TURN_S):
                await self._turn.acquire()
        except TimeoutError:
            raise Busy from None
        try:
            return await self._check(login, password)
        finally:
            self._turn.release()

    async def _check(self, login: str, password: str) -> int:
        now = self.clock.now()
        async with self.store.read() as uow:
            if await uow.sign_ins.failures_since(login, now - FAILURE_WINDOW) >= FAILURES_MAX:
                raise TooManyFailures
            found = await uow.counselors.by_login(login)
        counselor, stored = found if found else (None, None)
        right = await passwords.matches(stored, password)
        if not right or counselor is None or counselor.disabled or stored is None:
            async with self.store.write() as uow:
                await uow.sign_ins.note_failure(login, now)
            raise WrongPassword
        if passwords.is_outdated(stored):
            hashed = await passwords.hash_password(password)
            async with self.store.write() as uow:
                await uow.counselors.set_password(login, hashed)
        return counselor.id
