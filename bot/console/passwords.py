"""Passwords: hashed with argon2id, checked in the same time whether or not the login exists."""

from __future__ import annotations

import asyncio
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PASSWORD_MIN = 12
"""Characters of a password that somebody chooses."""
PASSWORD_MAX = 200
"""Characters of a password at most, so that hashing stays cheap."""
GROUPS, GROUP_LENGTH = 4, 4
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that cannot be mistaken for one another on paper."""

_hasher = PasswordHasher()


class WeakPassword(ValueError):
    """A chosen password breaks a rule; the message says which, in the counselor's language."""


def _same_form(password: str) -> str:
    # Full-width and half-width forms of one key are the same password.
    return unicodedata.normalize("NFKC", password)


def check_strength(password: str, login: str) -> None:
    """Raise WeakPassword unless the password may be chosen."""
    words = _same_form(password)
    if len(words) < PASSWORD_MIN:
        raise WeakPassword(f"パスワードは{PASSWORD_MIN}文字以上にしてください。")
    if len(words) > PASSWORD_MAX:
        raise WeakPassword(f"パスワードは{PASSWORD_MAX}文字以内にしてください。")
    if login in words.lower() or len(set(words)) < 4:
        raise WeakPassword("ログイン名や同じ文字のくり返しは、パスワードに使えません。")


def generate() -> str:
    """A random password of 19 characters that can be read out and typed."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


async def hash_password(password: str) -> str:
    """The hash to store. Takes tens of milliseconds, off the event loop."""
    return await asyncio.to_thread(_hasher.hash, _same_form(password))


async def matches(stored: str | None, password: str) -> bool:
    """Whether the password belongs to the stored hash; an unknown login takes just as long."""
    return await asyncio.to_thread(_matches, stored, _same_form(password[: PASSWORD_MAX * 2]))


def _matches(stored: str | None, password: str) -> bool:
    nobody = _hash_of_nobody()
    try:
        return _hasher.verify(stored or nobody, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash(secrets.token_hex(16))


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)
