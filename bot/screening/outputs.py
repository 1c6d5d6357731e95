"""What the model answers: its output columns, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.assessment import About, Speaker
from bot.conversation.levels import RiskLevel
from bot.screening.corpus import Example
from bot.screening.lexicon import CATEGORIES
from bot.screening.ngrams import Floats

_ABOUTS = (About.SELF, About.FAMILY, About.OTHER)
_SPEAKERS = tuple(speaker for speaker in Speaker if speaker is not Speaker.UNKNOWN)
_CATEGORIES = tuple(sorted(CATEGORIES))
COLUMNS: tuple[str, ...] = (
    "worry", "danger", "imminent", "past",
    *(f"about:{about.value}" for about in _ABOUTS),
    *(f"speaker:{speaker.value}" for speaker in _SPEAKERS),
    *(f"category:{category}" for category in _CATEGORIES),
)  # fmt: skip
# A part of a long message knows little of the rest, so it must be surer than a whole message.
PART_DANGER = 0.25
_AT = {name: at for at, name in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score on a level holds. Chosen on messages the scoring machine had not seen."""

    worry: float
    danger: float
    imminent: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """The model's view of one message."""

    level: RiskLevel
    about: About
    speaker: Speaker
    category: str
    past: bool
    danger: float


def targets(example: Example) -> list[float]:
    """The wanted outputs of a training message."""
    truths = {f"about:{example.about.value}", f"category:{example.category}"}
    truths |= {f"speaker:{example.speaker.value}"} | ({"past"} if example.past else set())
    truths |= {"worry"} if example.level >= RiskLevel.ELEVATED else set()
    truths |= {"danger"} if example.danger else set()
    truths |= {"imminent"} if example.level is RiskLevel.IMMINENT else set()
    return [1.0 if column in truths else -1.0 for column in COLUMNS]


def level_of(scores: Floats, thresholds: Thresholds) -> RiskLevel:
    """The level the scores speak for."""
    if scores[_AT["danger"]] > thresholds.danger:
        urgent = scores[_AT["imminent"]] > thresholds.imminent
        return RiskLevel.IMMINENT if urgent else RiskLevel.HIGH
    return RiskLevel.ELEVATED if scores[_AT["worry"]] > thresholds.worry else RiskLevel.NONE


def read(scores: Floats, thresholds: Thresholds) -> Opinion:
    """The scores of one message as an opinion."""
    return Opinion(
        level=level_of(scores, thresholds),
        about=max(_ABOUTS, key=lambda about: scores[_AT[f"about:{about.value}"]]),
        speaker=max(_SPEAKERS, key=lambda speaker: scores[_AT[f"speaker:{speaker.value}"]]),
        category=max(_CATEGORIES, key=lambda category: scores[_AT[f"category:{category}"]]),
        past=bool(scores[_AT["past"]] > 0),
        danger=float(scores[_AT["danger"]]),
    )


def column(name: str) -> int:
    """The place of an output."""
    return _AT[name]
