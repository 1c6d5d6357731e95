"""People and their chats."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(slots=True)
class Entry:
    """One line of a chat. `side` says who put it there; "event" is a tap, a follow, a block."""

    id: str
    side: Literal["person", "account", "event"]
    message: dict[str, Any]
    at: datetime
    way: str = ""
    unsent: bool = False
    read: bool = False
    shown: bool = True
    """Whether it reached the phone: not while the person blocks the account."""


@dataclass(slots=True)
class Person:
    """Somebody with a phone."""

    id: str
    name: str
    friend: bool = False
    blocked: bool = False
    wrote_at: datetime | None = None
    loading_until: datetime | None = None
    replies: int = 0
    pushes: int = 0
    chat: list[Entry] = field(default_factory=list)

    def entry(self, entry_id: str) -> Entry:
        """The entry with this id, or KeyError."""
        for entry in self.chat:
            if entry.id == entry_id:
                return entry
        raise KeyError(entry_id)

    def texts(self) -> list[str]:
        """The texts that the account sent and the phone shows."""
        shown = [entry for entry in self.chat if entry.side == "account" and entry.shown]
        return [entry.message["text"] for entry in shown if entry.message["type"] == "text"]


@dataclass(slots=True)
class ReplyRight:
    """A reply token: used once, within a minute of its latest delivery."""

    person_id: str
    event_at: datetime
    delivered_at: datetime | None = None
    used: bool = False
