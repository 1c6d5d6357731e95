"""What inbox and outbox rows share: their states and the reply token they hold."""

from __future__ import annotations

from bot.desk.events import ReplyToken
from bot.store.tables import InboxTable, OutboxTable

WAITING, HANDLED, SENT, FAILED = "waiting", "handled", "sent", "failed"


def token_of(row: InboxTable | OutboxTable) -> ReplyToken | None:
    """The reply token of a row, None where there is none."""
    if row.reply_token is None or row.reply_token_expires_at is None:
        return None
    return ReplyToken(row.reply_token, row.reply_token_expires_at)
