"""What the desk needs of those who understand: the screen, the assistant, and the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.conversation.assessment import Assessment
from bot.conversation.content import Bubble
from bot.conversation.entities import HandoffReason
from bot.conversation.levels import RiskLevel


class Clock(Protocol):
    """The time now, always with a time zone."""

    def now(self) -> datetime: ...


class AssistantUnavailable(Exception):
    """The assistant gave no usable answer in time. `code`: timeout, refused, empty, status_500, …"""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Question:
    """One turn put to the assistant. `key` is the message's id, so a repeat is recognised."""

    session: str
    key: str
    text: str
    channel: str
    now: datetime
    dated: tuple[str, ...] = ()
    """Services with dates or places that are shown after the answer: it need not ask for patience."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A particular that the message tells, in the names and values of `bot.guide.entities`."""

    name: str
    value: str
    text: str = ""
    """The words it was read from."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says. `handoff` asks for a human; `level` is its own second net."""

    bubbles: tuple[Bubble, ...]
    intent: str = ""
    topic: str = "out_of_scope"
    confidence: float = 0.0
    handoff: HandoffReason | None = None
    level: RiskLevel = RiskLevel.NONE
    entities: tuple[Entity, ...] = ()
    speaker: str = ""
    """Who is writing, as far as the talk so far tells."""


class Assistant(Protocol):
    """Understands and answers one turn; keeps its own memory per session."""

    async def ask(self, question: Question) -> Answer:
        """The answer, or AssistantUnavailable; never later than its deadline."""


class Screen(Protocol):
    """Sees danger in a text. `recent` are the contact's last texts, oldest first."""

    def quick(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        """The rule layer: pure, about a millisecond."""

    def full(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        """Rules and model together: tens of milliseconds, so call it off the event loop."""
