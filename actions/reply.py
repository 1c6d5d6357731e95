"""Saying something: the bubbles for the person, what the front desk must know, what is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn

Bubbles = list[dict[str, Any]]

MOST_BUBBLES = 3
_PASSING = frozenset(
    [
        "greet",
        "thanks",
        "goodbye",
        "chitchat",
        "nonsense",
        "repeat",
        "out_of_scope",
        "talk_to_human",
        "complaint",
        "bot_identity",
    ]
)
"""Topics that nobody asks on about; what was talked of before them stays in mind."""


def reply(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    topic: str,
    bubbles: Sequence[dict[str, Any]],
    *,
    subject: str | None = None,
    handoff: str | None = None,
    level: str | None = None,
    failed: bool = False,
    offered: str | None = None,
    remember: Sequence[EventType] = (),
) -> list[EventType]:
    """Say the bubbles and remember the turn.

    `topic` is reported as what was answered; `subject` is what later questions refer to, where
    that differs. `handoff` and `level` call a human. `offered` is what a plain yes would accept.
    """
    said = list(bubbles)[:MOST_BUBBLES]
    about = {"topic": topic, "bubbles": said, "handoff": handoff, "level": level, "lang": turn.lang}
    about["speaker"] = turn.speaker
    dispatcher.utter_message(json_message={"akari": about})
    kept = subject or (topic if topic not in _PASSING and not failed else turn.last_topic)
    memory: dict[str, Any] = {
        "last_topic": kept,
        "speaker": turn.speaker,
        "failures": turn.failures + 1 if failed else 0,
        "offered": offered,
        "last_answer": said or turn.last_answer,
        "people": [{"who": person.who, "age": person.age} for person in turn.people],
    }
    return [*(SlotSet(name, value) for name, value in memory.items()), *remember]


def bubble(text: str, choices: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    """One bubble of the talk's own words."""
    return {"text": text, "choices": list(choices), "links": [], "cards": []}


def choice(label: str, text: str) -> dict[str, str]:
    """A button; labels are cut to what the narrowest channel shows."""
    return {"label": label[:20], "text": text}
