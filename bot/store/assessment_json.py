"""An assessment as the JSON of a message row, and back."""

from __future__ import annotations

from typing import Any

from bot.conversation.assessment import About, Assessment, Signal, Speaker
from bot.conversation.levels import RiskLevel


def assessment_to_json(assessment: Assessment) -> dict[str, Any]:
    """Plain values for a JSON column."""
    return {
        "level": assessment.level.word,
        "about": assessment.about,
        "speaker": assessment.speaker,
        "past": assessment.past,
        "categories": list(assessment.categories),
        "signals": [
            {"name": s.name, "category": s.category, "level": s.level.word, "start": s.start, "end": s.end}
            for s in assessment.signals
        ],
    }


def assessment_from_json(raw: dict[str, Any]) -> Assessment:
    """The assessment that `assessment_to_json` wrote."""
    return Assessment(
        level=RiskLevel.from_word(raw["level"]),
        about=About(raw["about"]),
        speaker=Speaker(raw["speaker"]),
        past=raw["past"],
        categories=tuple(raw["categories"]),
        signals=tuple(
            Signal(s["name"], s["category"], RiskLevel.from_word(s["level"]), s["start"], s["end"])
            for s in raw["signals"]
        ),
    )
