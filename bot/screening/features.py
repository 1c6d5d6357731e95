"""A message as the machine sees it: n-grams, rule signals, word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.conversation.levels import RiskLevel
from bot.screening import ngrams, tokens
from bot.screening.ngrams import Floats, Vocabulary
from bot.screening.normalize import Normalized
from bot.screening.rules import Finding
from bot.screening.vectors import WordVectors

_LEVEL_MARKS = {
    RiskLevel.ELEVATED: "level:elevated",
    RiskLevel.HIGH: "level:high",
    RiskLevel.IMMINENT: "level:imminent",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A message taken apart once, for everything that is computed from it."""

    text: str
    forms: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """Sparse parts as (places, weights), the word vector as a row of length one or zeros."""

    characters: tuple[npt.NDArray[np.int64], Floats]
    words: tuple[npt.NDArray[np.int64], Floats]
    marks: tuple[npt.NDArray[np.int64], Floats]
    vector: Floats


def read(text: Normalized, findings: Sequence[Finding]) -> Reading:
    """Take a message apart; `findings` are the rule layer's."""
    plain = text.plain.text
    marks = {finding.signal.name for finding in findings}
    marks |= {_LEVEL_MARKS[finding.signal.level] for finding in findings}
    return Reading(plain, tuple(form for form, _, _ in tokens.words(plain)), tuple(sorted(marks)))


@dataclass(frozen=True, slots=True)
class Extractor:
    """What training learned about features."""

    characters: Vocabulary
    words: Vocabulary
    marks: Vocabulary
    vectors: WordVectors | None

    def extract(self, reading: Reading) -> Features:
        """The features of a message."""
        vector = self.vectors.embed(reading.forms) if self.vectors else np.zeros(1, dtype=np.float32)
        return Features(
            characters=self.characters.weigh(ngrams.characters(reading.text)),
            words=self.words.weigh(ngrams.words(reading.forms)),
            marks=_soften(self.marks.weigh(reading.marks), len(reading.marks)),
            vector=vector,
        )


def _soften(
    weighed: tuple[npt.NDArray[np.int64], Floats], count: int
) -> tuple[npt.NDArray[np.int64], Floats]:
    """One signal alone says less than several together."""
    places, weights = weighed
    return places, (weights * np.sqrt(count / (count + 1))).astype(np.float32) if count else weights
