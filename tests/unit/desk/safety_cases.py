"""Assessments and help lines for the tests of the safety replies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.conversation.assessment import About, Assessment, Signal, Speaker
from bot.conversation.levels import RiskLevel
from bot.guide.help_lines import HelpLine

CATEGORIES = (
    "suicide", "self_harm", "overdose", "home_violence", "abuse", "dv", "child", "threat", "murder_suicide",
    "psychosis", "missing", "medical", "self_neglect", "exhaustion", "isolation", "money", "unknown",
)  # fmt: skip
READING = "相談員は次の受付時間（11月24日 9:00から）に読みます。"
LINES = (
    HelpLine("nearest", "となりの県のこころの電話", "078-000-0001", rank=1),
    HelpLine("child", "子どもを守る電話", "189", categories=("child", "abuse"), rank=2),
    HelpLine("dv", "配偶者のことの電話", "0120-000-002", categories=("dv",), rank=3),
    HelpLine("national", "全国のこころの電話", "0120-000-003", rank=4),
    HelpLine("another", "もうひとつの電話", "0120-000-004", rank=5),
    HelpLine("police", "警察", "110", rank=6),
)


def seen(
    category: str | None,
    level: RiskLevel = RiskLevel.HIGH,
    about: About = About.NONE,
    speaker: Speaker = Speaker.UNKNOWN,
    *,
    past: bool = False,
) -> Assessment:
    """An assessment with one signal, as the screening gives it."""
    if category is None:
        return Assessment(level, (), about, speaker, past)
    return Assessment(level, (Signal(category, category, level),), about, speaker, past, (category,))


def every_danger() -> Iterator[Assessment]:
    """Category × level × about × speaker."""
    levels = (RiskLevel.HIGH, RiskLevel.UNKNOWN, RiskLevel.IMMINENT)
    for category, level, about, speaker in product((*CATEGORIES, None), levels, About, Speaker):
        yield seen(category, level, about, speaker)
