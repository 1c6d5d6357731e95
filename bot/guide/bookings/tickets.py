"""Links to a booking's calendar file that cannot be guessed."""

from __future__ import annotations

from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

VALID = timedelta(days=120)
"""How long a link works."""
SECRET_MIN = 16
"""Characters that the secret must have at least."""


class Tickets:
    """Signs booking ids with the installation's secret; nothing is stored."""

    def __init__(self, secret: str) -> None:
        if len(secret) < SECRET_MIN:
            raise ValueError(f"the secret that signs links must have at least {SECRET_MIN} characters")
        self._signer = URLSafeTimedSerializer(secret, salt="akari.booking.calendar")

    def make(self, booking_id: int) -> str:
        """The token for a link."""
        token = self._signer.dumps(booking_id)
        return token.decode() if isinstance(token, bytes) else token

    def read(self, token: str) -> int | None:
        """The booking a token stands for; None when it is not ours or too old."""
        try:
            found = self._signer.loads(token, max_age=int(VALID.total_seconds()))
        except BadData:
            return None
        return found if isinstance(found, int) else None
