"""The page's token: 256 random bits that only the browser keeps; the store knows its hash."""

from __future__ import annotations

import hashlib
import re
import secrets

TOKEN_BYTES = 32
_BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]{43})", re.IGNORECASE)


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def contact_of(token: str) -> str:
    """The contact's external id: a hash, so that a copy of the database opens no conversation."""
    return hashlib.sha256(token.encode()).hexdigest()


def contact_of_header(authorization: str | None) -> str | None:
    """The external id behind an Authorization header, or None where it holds no token."""
    match = _BEARER.fullmatch(authorization or "")
    return contact_of(match[1]) if match else None
