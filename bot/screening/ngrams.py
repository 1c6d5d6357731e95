"""Character and word n-grams with tf-idf weights, the same at training and later."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def characters(text: str) -> list[str]:
    """All runs of one to four characters; white space counts as one space."""
    flat = " ".join(text.split())
    return [flat[at : at + size] for size in (1, 2, 3, 4) for at in range(len(flat) - size + 1)]


def words(forms: Sequence[str]) -> list[str]:
    """Words and pairs of neighbouring words."""
    return [*forms, *(f"{one}_{two}" for one, two in pairwise(forms))]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The n-grams that training kept, with their rarity."""

    places: Mapping[str, int]
    idf: Floats

    @classmethod
    def learn(cls, documents: Iterable[Sequence[str]], *, least: int = 2) -> Vocabulary:
        """Keep n-grams found in at least `least` documents."""
        counts: Counter[str] = Counter()
        total = 0
        for document in documents:
            counts.update(set(document))
            total += 1
        kept = sorted(gram for gram, count in counts.items() if count >= least)
        idf = [math.log((1 + total) / (1 + counts[gram])) + 1 for gram in kept]
        return cls({gram: at for at, gram in enumerate(kept)}, np.asarray(idf, dtype=np.float32))

    def weigh(self, grams: Sequence[str]) -> tuple[npt.NDArray[np.int64], Floats]:
        """Places and weights of a document's known n-grams; the weights have length one."""
        counts = Counter(place for gram in grams if (place := self.places.get(gram)) is not None)
        places = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        tf = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(tf)) * self.idf[places]
        norm = float(np.sqrt((weights**2).sum()))
        return places, (weights / norm if norm else weights).astype(np.float32)
