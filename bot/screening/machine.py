"""The learned function: a kernel ridge machine over the features of `features.py`.

Similarity of two messages = shared characters + shared words + shared signals (all linear,
so their part folds into plain weights) + nearness of word vectors (Gaussian, so the training messages
themselves stay as reference points).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.screening.features import Features
from bot.screening.ngrams import Floats

Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Machine:
    """Weights of the linear parts, reference points of the word vectors; one column an output."""

    characters: Halves
    words: Halves
    marks: Halves
    vectors: Floats
    alpha: Floats
    bias: Floats

    def score(self, features: Features) -> Floats:
        """Every output for one message: about -1 for "no", about 1 for "yes"."""
        out = self.bias.copy()
        for weights, (places, values) in (
            (self.characters, features.characters),
            (self.words, features.words),
            (self.marks, features.marks),
        ):
            if len(places):
                out += values @ weights[places].astype(np.float32)
        return np.asarray(out + gauss(self.vectors @ features.vector) @ self.alpha, dtype=np.float32)


def gauss(similarity: Floats) -> Floats:
    """The Gaussian kernel of points of length one, from their scalar product."""
    return np.asarray(np.exp(2.0 * similarity - 2.0), dtype=np.float32)
