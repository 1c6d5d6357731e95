"""Reading one message in the light of the talk so far, before the dialogue's turn is taken."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu import parts
from bot.nlu.judgement import judge, weigh

_NUMBER = re.compile(r"^\(?([1-9])\)?(?:番|つ目|番目)?(?:で|です|を)?(?:お願いします)?[。.]?$")
_CORRECTION = "correction"


async def read(
    agent: Any, text: str, tracker: DialogueStateTracker | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Rasa's parse data for the turn, and what the actions need to know beside it.

    The second is {"parts": [{"text", "intent"}, …]} where sentences are to be answered one by one,
    or {"meant": {"text", "intent"}} where a correction says what was meant.
    """
    text = _chosen(text, tracker) or text
    topic_known = bool(tracker and tracker.get_slot("last_topic"))
    whole = await _parse(agent, text, topic_known)
    name, confidence = whole["intent"]["name"], whole["intent"]["confidence"]
    if name == _CORRECTION:
        return whole, await _meant(agent, text)
    sentences = parts.split(text)
    if not sentences or name in ("risk", "nonsense"):
        return whole, {}
    found = []
    for sentence in sentences:
        parsed = await _parse(agent, sentence, topic_known)
        found.append(parts.Part(sentence, parsed["intent"]["name"], parsed["intent"]["confidence"]))
    asked = parts.questions(name, confidence, found)
    if not asked:
        return whole, {}
    whole["intent"] = {"name": asked[0].intent, "confidence": max(asked[0].confidence, confidence)}
    return whole, {"parts": [{"text": part.text, "intent": part.intent} for part in asked]}


async def _parse(agent: Any, text: str, topic_known: bool) -> dict[str, Any]:
    parsed: dict[str, Any] = await agent.parse_message(text)
    ranking = parsed.get("intent_ranking")
    if ranking:
        parsed["intent_ranking"] = weigh(text, ranking, topic_known=topic_known)
        parsed["intent"] = judge(text, parsed["intent_ranking"])
    return parsed


async def _meant(agent: Any, text: str) -> dict[str, Any]:
    rest = parts.after_taking_back(text)
    if not rest:
        return {}
    parsed = await _parse(agent, rest, topic_known=False)
    intent = parsed["intent"]["name"]
    return {} if intent in parts.SILENT else {"meant": {"text": rest, "intent": intent}}


def _chosen(text: str, tracker: DialogueStateTracker | None) -> str:
    """What the choice with this number says, where a number answers the last choices."""
    number = _NUMBER.match(unicodedata.normalize("NFKC", text).strip())
    said = tracker.get_slot("last_answer") if tracker and number else None
    choices = [choice for bubble in said or [] for choice in bubble.get("choices", [])]
    place = int(number.group(1)) - 1 if number else -1
    return str(choices[place]["text"]) if 0 <= place < len(choices) else ""
