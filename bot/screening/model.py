"""The second stage: an opinion on a message, from the machine and, where there is one, the encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.screening import outputs
from bot.screening.encoder.port import Encoder
from bot.screening.features import Extractor, Reading
from bot.screening.machine import Machine
from bot.screening.ngrams import Floats
from bot.screening.outputs import Opinion, Thresholds

ENCODER_SHARE = 0.3
"""How much the encoder's answers count beside the machine's."""


@dataclass(frozen=True, slots=True)
class Model:
    """What training learned. `encoder` names the encoder whose answers `thresholds` were chosen with;
    `alone` holds where the machine has to do without."""

    extractor: Extractor
    machine: Machine
    alone: Thresholds
    encoder: str = ""
    thresholds: Thresholds | None = None

    def knows(self, encoder: Encoder | None) -> bool:
        """Whether the model was trained with this encoder."""
        return encoder is not None and self.thresholds is not None and encoder.name == self.encoder

    def judge(self, readings: Sequence[Reading], encoder: Encoder | None) -> list[Opinion]:
        """An opinion on each message; an encoder that the model does not know is not asked."""
        scores = [self.machine.score(self.extractor.extract(reading)) for reading in readings]
        thresholds = self.alone
        if encoder is not None and self.thresholds is not None and self.knows(encoder):
            answers = encoder.answers([reading.text for reading in readings])
            scores = [together(*pair) for pair in zip(scores, answers, strict=True)]
            thresholds = self.thresholds
        return [outputs.read(row, thresholds) for row in scores]


def together(scores: Floats, answers: Floats) -> Floats:
    """The machine's scores and the encoder's answers as one score an output."""
    return np.asarray((1 - ENCODER_SHARE) * scores + ENCODER_SHARE * answers, dtype=np.float32)
