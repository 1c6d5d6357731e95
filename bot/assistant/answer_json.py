"""What Rasa's door answers, checked and turned into an Answer."""

from __future__ import annotations

from typing import Any

from bot.conversation.content import Bubble
from bot.conversation.entities import HandoffReason
from bot.conversation.levels import RiskLevel
from bot.desk.ports import Answer, AssistantUnavailable, Entity

META = "akari"
"""The key of our own part in a custom message."""


def answer_from(raw: object) -> Answer:
    """The answer; AssistantUnavailable when there is nothing that could be said."""
    if not isinstance(raw, dict) or not isinstance(raw.get("messages"), list):
        raise AssistantUnavailable("malformed")
    bubbles: list[Bubble] = []
    meta: dict[str, Any] = {}
    try:
        for message in raw["messages"]:
            ours = (message.get("custom") or {}).get(META)
            if ours:
                bubbles.extend(Bubble.from_json(bubble) for bubble in ours.get("bubbles", ()))
                meta.update({name: value for name, value in ours.items() if name != "bubbles"})
            elif message.get("text"):
                bubbles.append(Bubble(message["text"]))
        handoff = HandoffReason(meta["handoff"]) if meta.get("handoff") else None
        level = RiskLevel.from_word(meta["level"]) if meta.get("level") else RiskLevel.NONE
        confidence = float(raw.get("confidence") or 0.0)
        entities = tuple(
            Entity(str(one["name"]), str(one["value"]), str(one.get("text") or ""))
            for one in raw.get("entities") or ()
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise AssistantUnavailable("malformed") from error
    bubbles = [bubble for bubble in bubbles if bubble.text.strip()]
    if not bubbles and handoff is None and not level.calls_human:
        raise AssistantUnavailable("empty")
    intent = str(raw.get("intent") or "")
    topic = str(meta.get("topic") or intent)
    speaker = str(meta.get("speaker") or "")
    return Answer(tuple(bubbles), intent, topic, confidence, handoff, level, entities, speaker)
