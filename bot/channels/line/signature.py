"""The signature of LINE's webhooks: HMAC-SHA256 over the raw bytes."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping

from bot.desk.ports import BadSignature

HEADER = "x-line-signature"


def sign(secret: str, body: bytes) -> str:
    """What LINE puts into the header for this body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def verify(secret: str, headers: Mapping[str, str], body: bytes) -> None:
    """Raise BadSignature unless LINE signed exactly these bytes; takes the same time for any wrong one."""
    given = headers.get(HEADER)
    if not given:
        raise BadSignature(missing=True)
    if not hmac.compare_digest(sign(secret, body).encode(), given.encode("utf-8", "replace")):
        raise BadSignature(missing=False)
