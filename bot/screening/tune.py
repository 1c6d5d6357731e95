"""Choosing thresholds: how many harmless messages may call a human by mistake.

Measured on the training messages, each scored by a machine that had not seen it. Every kind of
harmless message (denial, metaphor, everyday worry, …) counts alike, so that the share does not
depend on how many of each kind happen to be written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.conversation.levels import RiskLevel
from bot.screening.corpus import Example
from bot.screening.ngrams import Floats
from bot.screening.outputs import Thresholds, column

# Shares of the hard harmless messages that may be called high, and that may be called elevated.
# Signals add one or two in a hundred to the model's own share; together they are to stay below 0.05.
FALSE_ALARMS = 0.035
FALSE_WORRIES = 0.12
# Of the high messages that are seen, the share that may be called imminent.
FALSE_URGENCY = 0.15


def choose(examples: Sequence[Example], unseen_scores: Floats) -> Thresholds:
    """Thresholds from scores that each message got from a machine that had not seen it."""
    harmless = np.asarray([e.level is RiskLevel.NONE and not e.service for e in examples])
    high = np.asarray([e.level is RiskLevel.HIGH for e in examples])
    alike = _alike([e.category for e, hard in zip(examples, harmless, strict=True) if hard])
    danger = _above(unseen_scores[harmless, column("danger")], FALSE_ALARMS, alike)
    worry = _above(unseen_scores[harmless, column("worry")], FALSE_WORRIES, alike)
    seen_high = high & (unseen_scores[:, column("danger")] > danger)
    imminent = _above(unseen_scores[seen_high, column("imminent")], FALSE_URGENCY)
    return Thresholds(worry=worry, danger=danger, imminent=imminent)


def _alike(kinds: Sequence[str]) -> Floats:
    """What each message counts, so that every kind counts alike in all."""
    counts = Counter(kinds)
    return np.asarray([1.0 / counts[kind] for kind in kinds], dtype=np.float32)


def _above(scores: Floats, share: float, counts: Floats | None = None) -> float:
    """The score that this share of the messages lies above."""
    if not len(scores):
        return 0.0
    if counts is None:
        return float(np.quantile(scores, 1 - share))
    order = np.argsort(-scores)
    above = np.cumsum(counts[order]) / counts.sum()
    return float(scores[order][np.searchsorted(above, share)])
