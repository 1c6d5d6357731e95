"""What a page posts, checked and made fit to be stored."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from typing import Any

from bot.conversation.entities import MessageKind
from bot.desk.events import Said
from bot.desk.ports import BadBody

TEXT_MAX = 2000
"""Characters of one message."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEPT_CONTROLS = "\n\t"


def said_from(body: bytes, contact: str, received_at: datetime) -> Said:
    """The message in a body {"event_id": UUID, "text": 1 to 2000 characters}, or BadBody."""
    raw = _object(body)
    event_id, text = _event_id(raw.get("event_id")), _text(raw.get("text"))
    return Said(
        # Named after the contact as well, so that nobody can use up another person's event id.
        event_id=f"{contact[:32]}:{event_id}",
        contact_id=contact,
        kind=MessageKind.TEXT,
        text=text,
        occurred_at=received_at,
        message_id=event_id,
    )


def clean(text: str) -> str:
    """The text without what no database can store: half characters and control codes."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(ch for ch in lines if ch in _KEPT_CONTROLS or unicodedata.category(ch) != "Cc")


def _object(body: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise BadBody("body: not JSON") from None
    if not isinstance(raw, dict):
        raise BadBody("body: must be an object")
    return raw


def _event_id(value: object) -> str:
    if not isinstance(value, str) or not _UUID.fullmatch(value.lower()):
        raise BadBody("event_id: must be a UUID")
    return value.lower()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadBody("text: must be a string")
    text = clean(value).strip()
    if not text:
        raise BadBody("text: is empty")
    if len(text) > TEXT_MAX:
        raise BadBody(f"text: has more than {TEXT_MAX} characters")
    return text
