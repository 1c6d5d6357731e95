"""What LINE's refusals mean for a delivery."""

from __future__ import annotations

from bot.desk.ports import SendError

UNREACHABLE = 0
"""Stands for a status where there was no answer at all."""

_RETRYABLE = frozenset({UNREACHABLE, 401, 403, 408, 429})
"""401 and 403 are retried as well: a wrong or expired token is the staff's to mend, and what waits
must arrive once it is."""

_CODES = {401: "line_token_wrong", 403: "line_not_permitted", 429: "line_too_many"}


class Refused(Exception):
    """LINE answered with something else than success, or not at all.

    `retry_after` is in seconds; `sent_ids` are the messages an earlier request with the same key sent.
    """

    def __init__(
        self,
        status: int,
        code: str,
        *,
        retry_after: float | None = None,
        request_id: str | None = None,
        sent_ids: tuple[str, ...] = (),
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.request_id = request_id
        self.sent_ids = sent_ids

    def as_send_error(self) -> SendError:
        """The refusal as the front desk knows it."""
        retryable = self.status in _RETRYABLE or self.status >= 500
        return SendError(self.code, retryable=retryable, retry_after=self.retry_after)


def code_for(status: int, message: str) -> str:
    """A short code, safe to show and log, for an answer of LINE."""
    if status == 429 and "monthly limit" in message:
        return "line_quota_used_up"
    return _CODES.get(status, f"line_{status}")


def seconds(header: str | None) -> float | None:
    """The value of a Retry-After header given in seconds; None for a date or nonsense."""
    if header is None or not header.strip().isdecimal():
        return None
    return min(float(header), 3600.0)
