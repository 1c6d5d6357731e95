"""Word vectors: those of GiNZA's model, packed small at training time.

The packed table is looked up by a hash of the word, so that nothing of spaCy
has to be loaded when a message is screened.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_SMOOTH = 0.002  # how fast frequent words lose weight


def word_key(word: str) -> int:
    """A stable number for a word."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Sorted word keys, the row of each, the rows, and what frequent words weigh."""

    keys: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int32]
    table: npt.NDArray[np.float16]
    mean: Floats
    rare: Mapping[str, float]

    def embed(self, forms: Sequence[str]) -> Floats:
        """The weighted mean of a text's words, of length one; zeros when none is known."""
        total = np.zeros(self.table.shape[1], dtype=np.float32)
        known = 0
        for form in forms:
            row = self._row(form)
            if row is not None:
                total += self.table[row].astype(np.float32) * np.float32(self.rare.get(form, 1.0))
                known += 1
        if not known:
            return total
        centred = total / known - self.mean
        return (centred / (float(np.linalg.norm(centred)) or 1.0)).astype(np.float32)

    def _row(self, form: str) -> int | None:
        key = np.uint64(word_key(form))
        at = int(np.searchsorted(self.keys, key))
        if at < len(self.keys) and self.keys[at] == key:
            return int(self.rows[at])
        return None


def rarity(documents: Iterable[Sequence[str]]) -> dict[str, float]:
    """What each word of a corpus weighs: frequent ones little, unseen ones 1."""
    counts: Counter[str] = Counter()
    total = 0
    for document in documents:
        counts.update(set(document))
        total += 1
    return {word: _SMOOTH / (_SMOOTH + count / total) for word, count in counts.items()}


def pack(documents: Sequence[Sequence[str]], *, dimensions: int) -> WordVectors | None:
    """GiNZA's vectors with fewer dimensions, fitted to a corpus; None when GiNZA is not there."""
    try:
        import spacy

        vocab = spacy.load("ja_ginza", exclude=list(_PIPES)).vocab
    except (ImportError, OSError, ValueError):
        return None
    data = np.asarray(vocab.vectors.data, dtype=np.float32)
    data /= np.linalg.norm(data, axis=1, keepdims=True) + 1e-9
    _, _, axes = np.linalg.svd(data - data.mean(axis=0), full_matrices=False)
    table = (data @ axes[:dimensions].T).astype(np.float16)
    pairs = sorted(
        (word_key(word), row)
        for key, row in vocab.vectors.key2row.items()
        if (word := vocab.strings[key]) is not None
    )
    packed = WordVectors(
        keys=np.asarray([key for key, _ in pairs], dtype=np.uint64),
        rows=np.asarray([row for _, row in pairs], dtype=np.int32),
        table=table,
        mean=np.zeros(dimensions, dtype=np.float32),
        rare=rarity(documents),
    )
    return _centred(packed, documents)


_PIPES = (
    "parser", "ner", "morphologizer", "bunsetu_recognizer", "compound_splitter", "tok2vec", "attribute_ruler",
)  # fmt: skip


def _centred(packed: WordVectors, documents: Sequence[Sequence[str]]) -> WordVectors:
    sums = []
    for document in documents:
        found = [
            packed.table[row].astype(np.float32) * np.float32(packed.rare.get(form, 1.0))
            for form in document
            if (row := packed._row(form)) is not None
        ]
        if found:
            sums.append(np.mean(found, axis=0))
    mean = np.mean(sums, axis=0).astype(np.float32)
    return WordVectors(packed.keys, packed.rows, packed.table, mean, packed.rare)
