"""The platform's memory and its rules: tokens, retry keys, quota, chats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.platforms.line import ids
from tests.platforms.line.chats import Entry, Person, ReplyRight
from tests.platforms.line.errors import LineError
from tests.platforms.line.faults import Faults
from tests.platforms.line.rich_menus import RichMenus

Clock = Callable[[], datetime]
Json = dict[str, Any]

TOKEN_LIFE = timedelta(minutes=1)
TOKEN_LIFE_AFTER_EVENT = timedelta(minutes=20)
KEY_LIFE = timedelta(hours=24)
WRITER_REACH = timedelta(days=7)


def real_time() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A request that was taken under a retry key."""

    request_id: str
    sent: list[Json]
    at: datetime


class Line:
    """One official account on the platform. `quota` None is a plan without a limit."""

    def __init__(self, token: str, *, clock: Clock = real_time, quota: int | None = 200) -> None:
        self.token = token
        self.clock = clock
        self.quota = quota
        self.used = 0
        self.faults = Faults()
        self.people: dict[str, Person] = {}
        self.rights: dict[str, ReplyRight] = {}
        self.read_tokens: dict[str, tuple[str, str]] = {}
        self.accepted: dict[str, Accepted] = {}
        self.left: list[str] = []
        self.menus = RichMenus()
        self.requests: list[tuple[str, int]] = []
        """Every request to the API, in order: its path and the status it was given."""
        self.revision = 0
        self.account_id = ids.user_id("official account")
        self._numbers = 0

    def person(self, name: str, *, friend: bool = False) -> Person:
        """The person of this name, made when missing."""
        found = self.people.setdefault(ids.user_id(name), Person(ids.user_id(name), name))
        found.friend = found.friend or friend
        self.revision += 1
        return found

    def new_id(self) -> str:
        self._numbers += 1
        return ids.message_id(self._numbers)

    def issue_right(self, person_id: str, event_at: datetime) -> str:
        """A new reply token for an event."""
        token = ids.token()
        self.rights[token] = ReplyRight(person_id, event_at)
        return token

    def note(self, person: Person, side: str, message: Json, way: str = "", *, shown: bool = True) -> Entry:
        """Add a line to a chat."""
        entry = Entry(self.new_id(), side, message, self.clock(), way, shown=shown)  # type: ignore[arg-type]
        person.chat.append(entry)
        self.revision += 1
        return entry

    def reply(self, token: str, messages: list[Json]) -> list[Json]:
        """Send in answer to an event; free of charge."""
        right = self.rights.get(token)
        now = self.clock()
        if right is None or right.used or right.delivered_at is None:
            raise LineError(400, "Invalid reply token")
        if now - right.delivered_at > TOKEN_LIFE or now - right.event_at > TOKEN_LIFE_AFTER_EVENT:
            raise LineError(400, "Invalid reply token")
        right.used = True
        person = self.people.get(right.person_id)
        if person is None:
            return [self._sent(self.new_id()) for _ in messages]
        person.replies += 1
        return self._show(person, messages, "reply")

    def push(self, to: str, messages: list[Json]) -> list[Json]:
        """Send at any time; costs one of the quota."""
        person = self.people.get(to)
        if person is None or not self._reachable(person):
            raise LineError(400, "Failed to send messages")
        if self.quota is not None and self.used >= self.quota:
            raise LineError(429, "You have reached your monthly limit.")
        if not person.blocked:
            self.used += 1
            person.pushes += 1
        return self._show(person, messages, "push")

    def remember(self, key: str, request_id: str, sent: list[Json]) -> None:
        """A request with this retry key was taken."""
        self.accepted[key] = Accepted(request_id, sent, self.clock())

    def taken(self, key: str) -> Accepted | None:
        """The earlier request with this retry key, if its day is not over."""
        found = self.accepted.get(key)
        return found if found and self.clock() - found.at < KEY_LIFE else None

    def load(self, chat_id: str, seconds: int) -> None:
        """Show the loading animation."""
        person = self.people.get(chat_id)
        if person is None:
            raise LineError(400, "The chat id is invalid")
        person.loading_until = self.clock() + timedelta(seconds=seconds)
        self.revision += 1

    def mark_read(self, token: str) -> None:
        """Mark a message, and all before it, as read."""
        if token not in self.read_tokens:
            raise LineError(400, "The markAsReadToken is invalid")
        person_id, entry_id = self.read_tokens[token]
        for entry in self.people[person_id].chat:
            entry.read = entry.read or entry.side == "person"
            if entry.id == entry_id:
                break
        self.revision += 1

    def _reachable(self, person: Person) -> bool:
        wrote = person.wrote_at is not None and self.clock() - person.wrote_at <= WRITER_REACH
        return person.friend or person.blocked or wrote

    def _show(self, person: Person, messages: list[Json], way: str) -> list[Json]:
        person.loading_until = None
        shown = not person.blocked
        entries = [self.note(person, "account", message, way, shown=shown) for message in messages]
        return [self._sent(entry.id) for entry in entries]

    @staticmethod
    def _sent(entry_id: str) -> Json:
        return {"id": entry_id, "quoteToken": ids.token()}
