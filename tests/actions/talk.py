"""A talk with the actions, without Rasa: the rules say which action, the slots are kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

RULES = Path("data/rules")
NOON = "2026-11-24T12:00:00+09:00"


def actions_by_name() -> dict[str, Action]:
    executor = ActionExecutor()
    executor.register_package("actions")
    return {name: call.__self__ for name, call in executor.actions.items()}


def action_of_intent() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(RULES.glob("*.yml")):
        for rule in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]:
            intent, action = rule["steps"]
            found[intent["intent"]] = action["action"]
    return found


class Talk:
    """Says things with a given intent and keeps what the actions remember."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}
        self._actions = actions_by_name()
        self._rules = action_of_intent()

    def say(
        self,
        text: str,
        intent: str,
        *,
        ranking: dict[str, float] | None = None,
        confidence: float = 0.9,
        entities: Sequence[dict[str, Any]] = (),
        **metadata: Any,
    ) -> dict[str, Any]:
        """One turn; the message that the front desk would get."""
        dispatcher = CollectingDispatcher()
        chances = ranking or {intent: confidence}
        latest = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "intent_ranking": [{"name": name, "confidence": chance} for name, chance in chances.items()],
            "entities": list(entities),
            "metadata": {"channel": "line", "now": NOON, **metadata},
        }
        tracker = Tracker("someone", dict(self.slots), latest, [], False, None, {}, None)
        events = self._actions[self._rules[intent]].run(dispatcher, tracker, {})
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        said: dict[str, Any] = dispatcher.messages[0]["custom"]["akari"]
        return said


def words(answer: dict[str, Any]) -> str:
    return "\n".join(bubble["text"] for bubble in answer["bubbles"])


def labels(answer: dict[str, Any]) -> list[str]:
    return [choice["label"] for bubble in answer["bubbles"] for choice in bubble["choices"]]
