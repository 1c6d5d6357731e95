"""Findings and an opinion put together into one assessment.

The model may raise a level freely. It lowers one in a single case: a rule saw `high` or `imminent`,
and the model is sure that neither the message nor any part of it is about danger (a denial, a question,
a figure of speech, a day's work at the edge of a roof). Then it is `elevated`: answered with care and
shown to the desk. For `imminent` it must be surer. What a rule saw in a short text always stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.conversation.assessment import Assessment, Signal
from bot.conversation.levels import RiskLevel
from bot.screening import people
from bot.screening.outputs import Opinion
from bot.screening.rules import Finding

CALM = {RiskLevel.HIGH: -0.1, RiskLevel.IMMINENT: -0.3}
"""Below this score of danger, everywhere in a message, the model is sure (about -1 is "no")."""
SHORT = 12
"""Characters of a text that is too short for the model to overrule a signal."""
MODEL = "model"
SEQUENCE = "sequence"


def from_rules(text: str, findings: Sequence[Finding]) -> Assessment:
    """The rule layer's word alone."""
    if not findings:
        return Assessment(level=RiskLevel.NONE, speaker=people.speaker(text))
    worst = max(findings, key=lambda finding: finding.signal.level)
    who = people.speaker(text)
    about = worst.about or people.about(text, who, worst.signal.category)
    return Assessment(
        level=worst.signal.level,
        signals=_ordered(finding.signal for finding in findings),
        about=about,
        speaker=who,
        past=all(finding.past for finding in findings),
        categories=_categories(finding.signal for finding in findings),
    )


def calmed(ruled: Assessment, text: str, opinions: Sequence[Opinion]) -> Assessment:
    """The rules' assessment, lowered to elevated where the model is sure of no danger.

    `opinions` are those on the whole message and on each of its parts.
    """
    calm = CALM.get(ruled.level)
    if calm is None or len(text.strip()) <= SHORT:
        return ruled
    if any(opinion.danger >= calm for opinion in opinions):
        return ruled
    signals = tuple(replace(signal, level=min(signal.level, RiskLevel.ELEVATED)) for signal in ruled.signals)
    return replace(ruled, level=RiskLevel.ELEVATED, signals=signals)


def with_opinion(ruled: Assessment, opinion: Opinion) -> Assessment:
    """The rules' assessment, raised where the model sees more; the model says who it is about."""
    signals = list(ruled.signals)
    if opinion.level > ruled.level:
        signals.append(Signal(MODEL, opinion.category, opinion.level))
    level = max(ruled.level, opinion.level)
    if level is RiskLevel.NONE:
        return ruled
    return Assessment(
        level=level,
        signals=_ordered(signals),
        about=opinion.about,
        speaker=opinion.speaker,
        past=opinion.past if not ruled.signals else ruled.past,
        categories=_categories(signals),
    )


def with_sequence(alone: Assessment, whole: Assessment) -> Assessment:
    """The assessment of a piece, raised to that of the pieces read together."""
    if whole.level <= alone.level:
        return alone
    category = whole.categories[0] if whole.categories else "suicide"
    signals = (Signal(SEQUENCE, category, whole.level), *alone.signals)
    return Assessment(
        level=whole.level,
        signals=signals,
        about=whole.about,
        speaker=whole.speaker,
        past=whole.past,
        categories=whole.categories,
    )


def _ordered(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    return tuple(sorted(signals, key=lambda signal: -signal.level))


def _categories(signals: Iterable[Signal]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(signal.category for signal in _ordered(signals)))
