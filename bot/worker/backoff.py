"""How long to wait before the next try."""

from __future__ import annotations

from datetime import timedelta

FIRST_S = 1.0
CAP_S = 300.0


def backoff(attempts: int, asked_s: float | None = None) -> timedelta:
    """Doubling from one second to five minutes; longer where the other side asked for it."""
    own = min(FIRST_S * 2.0 ** min(attempts, 20), CAP_S)
    return timedelta(seconds=max(own, asked_s or 0.0))
