"""One turn as the actions see it: what was written, how it was read, what is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker

from actions.english import is_english
from actions.speakers import guess
from bot.guide.entities import Entity, Person, merged, told_people

TOKYO = ZoneInfo("Asia/Tokyo")
UNSURE = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence to answer, with its intent."""

    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything an action needs to decide what to say."""

    text: str
    intent: str
    ranking: tuple[tuple[str, float], ...]
    parts: tuple[Question, ...]
    meant: Question | None
    now: datetime
    lang: str
    last_topic: str | None
    speaker: str | None
    failures: int
    offered: str | None
    last_answer: list[dict[str, Any]]
    dated: frozenset[str] = frozenset()
    """Services whose dates the front desk shows after the answer."""
    people: tuple[Person, ...] = ()

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """The turn that the tracker's last message began."""
        latest = tracker.latest_message
        meta = latest.get("metadata") or {}
        text = latest.get("text") or ""
        slot = tracker.slots.get
        meant = meta.get("meant")
        told = told_people([_entity(one) for one in latest.get("entities") or ()])
        return cls(
            text=text,
            intent=(latest.get("intent") or {}).get("name") or UNSURE,
            ranking=tuple((one["name"], one["confidence"]) for one in latest.get("intent_ranking") or ()),
            parts=tuple(Question(part["text"], part["intent"]) for part in meta.get("parts") or ()),
            meant=Question(meant["text"], meant["intent"]) if meant else None,
            now=_moment(meta.get("now")),
            lang="en" if is_english(text) else slot("language") or "ja",
            last_topic=slot("last_topic"),
            speaker=slot("speaker") or guess(text, told),
            failures=int(slot("failures") or 0),
            offered=slot("offered"),
            last_answer=slot("last_answer") or [],
            dated=frozenset(meta.get("dated") or ()),
            people=tuple(merged((Person(**one) for one in slot("people") or ()), told)),
        )


def _entity(raw: dict[str, Any]) -> Entity:
    words = str(raw.get("text") or raw.get("value") or "")
    return Entity(str(raw["entity"]), str(raw["value"]), words, int(raw.get("start") or 0))


def _moment(written: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError:
        return datetime.now(TOKYO)
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)
