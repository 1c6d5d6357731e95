"""Identifiers in the shapes that LINE gives them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def user_id(name: str) -> str:
    """The same name gets the same id, so that a person survives a restart of the stand-in."""
    return "U" + hashlib.sha256(name.encode()).hexdigest()[:32]


def group_id() -> str:
    return "C" + secrets.token_hex(16)


def token() -> str:
    """A reply, quote or mark-as-read token."""
    return secrets.token_hex(16)


def message_id(number: int) -> str:
    return str(560_000_000_000_000_000 + number)


def event_id(at: datetime) -> str:
    """A ULID."""
    value = (int(at.timestamp() * 1000) << 80) | secrets.randbits(80)
    return "".join(_BASE32[(value >> shift) & 31] for shift in range(125, -1, -5))
