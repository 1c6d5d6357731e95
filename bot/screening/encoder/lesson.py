"""Labelled messages as the network reads them, in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.screening import normalize, outputs
from bot.screening.corpus import Example
from bot.screening.encoder import pieces, shipped
from bot.screening.encoder.packed import Pieces
from bot.screening.ngrams import Floats

BATCH = 32
MOST_PIECES = 160  # longer messages are cut; all but a few in a thousand are shorter
_FAR_WEIGHT = 0.5
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Messages as pieces, what is wanted of each, and how much each counts."""

    pieces: list[list[int]]
    wanted: Floats
    pull: Floats

    def batches(self, chance: np.random.Generator) -> Iterator[tuple[Rows, Floats, Floats]]:
        """Every message once, in batches of about the same length, in a random order."""
        lengths = np.asarray([len(row) for row in self.pieces]) + chance.uniform(0, 8, len(self.pieces))
        order = np.argsort(lengths)
        groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        chance.shuffle(groups)
        for group in groups:
            yield filled([self.pieces[at] for at in group]), self.wanted[group], self.pull[group]


def filled(rows: Sequence[Sequence[int]]) -> Rows:
    """Rows of pieces, filled up with -1 to one length."""
    filled = np.full((len(rows), max(len(row) for row in rows)), -1, dtype=np.int32)
    for at, row in enumerate(rows):
        filled[at, : len(row)] = row
    return filled


def lesson(examples: Sequence[Example], kept: Pieces) -> Lesson:
    """Labelled messages as the network reads them."""
    cut = pieces.cutter(kept, MOST_PIECES)
    rows = [cut(shipped.clipped(normalize.normalize(example.text).plain.text)) for example in examples]
    wanted = np.asarray([outputs.targets(example) for example in examples], dtype=np.float32)
    return Lesson(
        rows,
        ((wanted + 1) / 2).astype(np.float32),
        np.asarray([_FAR_WEIGHT if example.far else 1.0 for example in examples], dtype=np.float32),
    )
