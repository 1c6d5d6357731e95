"""Choosing thresholds: how many harmless messages may call a human by mistake."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.conversation.levels import RiskLevel
from bot.screening.corpus import Example
from bot.screening.ngrams import Floats
from bot.screening.outputs import Thresholds, column

# Shares of the hard harmless messages that may be called high, and that may be called elevated.
FALSE_ALARMS = 0.055
FALSE_WORRIES = 0.12
# Of the high messages that are seen, the share that may be called imminent.
FALSE_URGENCY = 0.15


def choose(examples: Sequence[Example], unseen_scores: Floats) -> Thresholds:
    """Thresholds from scores that each message got from a machine that had not seen it."""
    harmless = np.asarray([e.level is RiskLevel.NONE and not e.service for e in examples])
    high = np.asarray([e.level is RiskLevel.HIGH for e in examples])
    danger = _above(unseen_scores[harmless, column("danger")], FALSE_ALARMS)
    worry = _above(unseen_scores[harmless, column("worry")], FALSE_WORRIES)
    seen_high = high & (unseen_scores[:, column("danger")] > danger)
    imminent = _above(unseen_scores[seen_high, column("imminent")], FALSE_URGENCY)
    return Thresholds(worry=worry, danger=danger, imminent=imminent)


def _above(scores: Floats, share: float) -> float:
    return float(np.quantile(scores, 1 - share)) if len(scores) else 0.0
