"""What the page shows, as JSON."""

from __future__ import annotations

from typing import Any

from tests.platforms.line.chats import Entry, Person
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook

Json = dict[str, Any]


def state_of(line: Line, webhook: Webhook, person: Person | None) -> Json:
    """Everything on the page, for one person."""
    return {
        "revision": line.revision,
        "people": [{"id": one.id, "name": one.name} for one in line.people.values()],
        "person": _person(line, person) if person else None,
        "account": {
            "quota": line.quota,
            "used": line.used,
            "faults": len(line.faults),
            "webhook": [{"kinds": kinds, "status": status} for kinds, status in webhook.log[-8:]],
            "requests": [{"path": path, "status": status} for path, status in line.requests[-8:]],
        },
    }


def _person(line: Line, person: Person) -> Json:
    loading = person.loading_until is not None and person.loading_until > line.clock()
    return {
        "id": person.id,
        "name": person.name,
        "friend": person.friend,
        "blocked": person.blocked,
        "replies": person.replies,
        "pushes": person.pushes,
        "loading": loading,
        "chat": [_entry(entry) for entry in person.chat if entry.shown],
    }


def _entry(entry: Entry) -> Json:
    return {
        "id": entry.id,
        "side": entry.side,
        "message": {} if entry.unsent else entry.message,
        "at": entry.at.isoformat(),
        "way": entry.way,
        "unsent": entry.unsent,
        "read": entry.read,
    }
