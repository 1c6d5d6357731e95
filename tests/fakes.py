"""Fakes that stand in for what is outside the part under test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.conversation.assessment import About, Assessment, Signal
from bot.conversation.content import Author, Bubble
from bot.conversation.levels import RiskLevel
from bot.desk.events import Parsed
from bot.desk.ports import Answer, AssistantUnavailable, Delivery, Question, SendError, Sent

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""A Tuesday, 12:00 in Japan."""


@dataclass
class FakeClock:
    """A clock that moves only when it is told to."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def pass_time(self, **parts: float) -> None:
        self.moment += timedelta(**parts)


class WordScreen:
    """Sees the words it was given; everything else is harmless."""

    def __init__(self, words: Mapping[str, RiskLevel] | None = None) -> None:
        self.words = dict(
            words
            or {"死にたい": RiskLevel.HIGH, "いま飲んだ": RiskLevel.IMMINENT, "もう限界": RiskLevel.ELEVATED}
        )
        self.broken_quick = False
        self.broken_full = False

    def quick(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        if self.broken_quick:
            raise RuntimeError("the rules are broken")
        return self._assess(text, recent)

    def full(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        if self.broken_full:
            raise RuntimeError("the model is broken")
        return self._assess(text, recent)

    def _assess(self, text: str, recent: Sequence[str]) -> Assessment:
        joined = "".join([*recent, text])
        found = [
            Signal(word, "suicide", level, text.find(word), text.find(word) + len(word))
            for word, level in self.words.items()
            if word in text or (word in joined and text in word)
        ]
        level = max((signal.level for signal in found), default=RiskLevel.NONE)
        about = About.SELF if found else About.NONE
        return Assessment(level, tuple(found), about, categories=("suicide",) if found else ())


@dataclass
class FakeAssistant:
    """Repeats the question, or does what `script` says for a text."""

    script: dict[str, Answer] = field(default_factory=dict)
    away: bool = False
    asked: list[Question] = field(default_factory=list)
    before_answer: Any = None

    async def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if self.before_answer is not None:
            await self.before_answer(question)
        if self.away:
            raise AssistantUnavailable("refused")
        default = Answer((Bubble(f"「{question.text}」ですね。"),), "first_step", "first_step", 0.9)
        return self.script.get(question.text, default)


@dataclass
class FakeChannel:
    """A platform that remembers what it was given."""

    name: str = "line"
    deliveries: list[Delivery] = field(default_factory=list)
    errors: list[SendError] = field(default_factory=list)

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        return

    def parse(self, body: bytes, received_at: datetime) -> list[Parsed]:
        return []

    def render(self, bubbles: Sequence[Bubble], author: Author) -> list[list[Mapping[str, Any]]]:
        payloads: list[Mapping[str, Any]] = [
            {"text": bubble.text, "author": author.value} for bubble in bubbles
        ]
        return [payloads[start : start + 5] for start in range(0, len(payloads), 5)]

    async def send(self, delivery: Delivery) -> Sent:
        if self.errors:
            raise self.errors.pop(0)
        self.deliveries.append(replace(delivery, payloads=list(delivery.payloads)))
        return Sent((delivery.key,), "reply" if delivery.reply_token else "push")

    @property
    def texts(self) -> list[str]:
        return [payload["text"] for delivery in self.deliveries for payload in delivery.payloads]
