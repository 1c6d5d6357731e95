"""From the classifier's ranking to the intent that is acted upon. Pure; the numbers were tuned by measurement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.nlu.noise import is_noise

UNSURE = "nlu_fallback"
RISK = "risk"
NONSENSE = "nonsense"

SURE = 0.25
"""Confidence of an intent and its kin from which it is answered. Asking back costs a person a
turn, so the likeliest answer is given early."""
RISK_SURE = 0.75
"""Danger is believed from here on. The screen before Rasa has already looked; this is the second net."""

_KIN = (
    {"eligibility", "follow_who"},
    {"hours", "follow_when"},
    {"first_step", "follow_how", "who_family", "who_self"},
    {"family_class", "family_class_book"},
    {"complaint", "talk_to_human"},
    {"phone_consult", "web_consult", "visit_consult", "online_consult", "first_step"},
    {"thanks", "goodbye", "affirm"},
)

_ELLIPSIS_LONGEST = 18
"""Characters of a message that can be a question about what was just said."""
_ELLIPSIS_AFTER_TOPIC = 3.0
_ELLIPSIS_OUT_OF_THE_BLUE = 0.15
_ELLIPSIS_SHAPED = 40.0
_ELLIPSIS_SHAPES = {
    # 〜の者でも参加できますか, 親もついて行っていい
    "follow_who": re.compile(
        r"(?:でも|も|だけで)(?:いっしょに|一緒に)?(?:参加|出席|受講|利用|同席|出られ|出て|行け|行って|入れ|受けられ|ついて|付いて|聞け).{0,8}(?:か|ん|の|いい|ええ|よい|かな)[？?。]*$"
    ),
    "follow_how": re.compile(
        r"つなが(?:り方|らな|る方法)|つなげ方|接続|送り先|送り方|宛先|どこから(?:送|申|書|入)"
    ),
}
"""Messages that by their shape ask about what was just said, whatever words of a service they hold."""
_SHAPED_LONGEST = 30
_SAME_TOPIC = 2.0
_FIRST_TURN_UNLIKELY = frozenset({"affirm", "deny", "correction", "repeat"})

_NEVER_ZERO = 1e-4
_LAST_SENTENCE = 0.3
"""How much the last sentence counts beside the whole message: people ask at the end."""

Ranking = Sequence[dict[str, Any]]


def judge(text: str, ranking: Ranking) -> dict[str, Any]:
    """The intent to act upon, with its confidence from 0 to 1. `ranking` is never empty."""
    if is_noise(text):
        return {"name": NONSENSE, "confidence": 1.0}
    first = ranking[0]
    if first["name"] == RISK and first["confidence"] < RISK_SURE and len(ranking) > 1:
        first = ranking[1]
    if _together(first["name"], ranking) < SURE:
        return {"name": UNSURE, "confidence": first["confidence"]}
    return dict(first)


def weigh(text: str, ranking: Ranking, *, last_topic: str | None) -> list[dict[str, Any]]:
    """The ranking in the light of the talk: ellipsis is likely after a topic and odd without one,
    and a short message rather goes on with the topic than begins another."""
    factors = [_factor(entry["name"], text, last_topic) for entry in ranking]
    weights = [factor * entry["confidence"] for factor, entry in zip(factors, ranking, strict=True)]
    # Danger keeps its absolute confidence: the talk's course says nothing about it.
    scale = sum(entry["confidence"] for entry in ranking) / (sum(weights) or 1.0)
    weighed = [
        {**entry, "confidence": min(1.0, weight * scale) if entry["name"] != RISK else entry["confidence"]}
        for entry, weight in zip(ranking, weights, strict=True)
    ]
    return sorted(weighed, key=lambda entry: -entry["confidence"])


def with_last_sentence(whole: Ranking, last: Ranking) -> list[dict[str, Any]]:
    """The ranking of a message of several sentences, its last one counted a little more."""
    chances = {entry["name"]: entry["confidence"] for entry in last}
    weights = [
        entry["confidence"] * (chances.get(entry["name"], 0.0) + _NEVER_ZERO) ** _LAST_SENTENCE
        for entry in whole
    ]
    total = sum(weights) or 1.0
    mixed = [{**entry, "confidence": weight / total} for entry, weight in zip(whole, weights, strict=True)]
    return sorted(mixed, key=lambda entry: -entry["confidence"])


def _factor(name: str, text: str, last_topic: str | None) -> float:
    short = len(text.strip()) <= _ELLIPSIS_LONGEST
    if name.startswith("follow_"):
        if not last_topic:
            return _ELLIPSIS_OUT_OF_THE_BLUE
        shape = _ELLIPSIS_SHAPES.get(name)
        if shape and len(text) <= _SHAPED_LONGEST and shape.search(text.strip()):
            return _ELLIPSIS_SHAPED
        return _ELLIPSIS_AFTER_TOPIC if short else 1.0
    if name == last_topic and short:
        return _SAME_TOPIC
    if name in _FIRST_TURN_UNLIKELY and not last_topic:
        return 0.5
    return 1.0


def _together(name: str, ranking: Ranking) -> float:
    chances = {entry["name"]: float(entry["confidence"]) for entry in ranking}
    kin = [family for family in _KIN if name in family] or [{name}]
    return max(sum(chances.get(member, 0.0) for member in family) for family in kin)
