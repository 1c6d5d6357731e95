"""Fitting the machine: one linear system, solved exactly; leave-one-out scores come with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.screening import ngrams
from bot.screening.features import Extractor, Features, Reading
from bot.screening.machine import Machine, gauss
from bot.screening.ngrams import Floats, Vocabulary
from bot.screening.vectors import pack

RIDGE = 1.0
# Messages far from the line that matters (danger or hard harmless) pull less.
FAR_WEIGHT = 0.3
DIMENSIONS = 128


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted machine, and each training message's scores by a machine that did not see it."""

    machine: Machine
    unseen_scores: Floats


def learn_extractor(readings: Sequence[Reading], embeddings: Floats | None) -> Extractor:
    """Vocabularies, word vectors and the middle of the embeddings, from the training messages."""
    return Extractor(
        characters=Vocabulary.learn(ngrams.characters(reading.text) for reading in readings),
        words=Vocabulary.learn(ngrams.words(reading.forms) for reading in readings),
        marks=Vocabulary.learn((reading.marks for reading in readings), least=1),
        vectors=pack([reading.forms for reading in readings], dimensions=DIMENSIONS),
        embedding_mean=None if embeddings is None else embeddings.mean(axis=0),
    )


def fit(
    extractor: Extractor, features: Sequence[Features], wanted: Floats, pull: Floats, *, embedded: bool
) -> Fit:
    """Solve for the outputs `wanted`, one row a message.

    `pull` is how much each message counts; `embedded` says whether to use embeddings.
    """
    sparse = {
        name: _matrix([getattr(row, name) for row in features], len(vocabulary.places))
        for name, vocabulary in (
            ("characters", extractor.characters), ("words", extractor.words), ("marks", extractor.marks),
        )
    }  # fmt: skip
    vectors = np.stack([row.vector for row in features])
    embeddings = np.stack([_given(row) for row in features]) if embedded else None
    kernel = gauss(vectors @ vectors.T)
    if embeddings is not None:
        kernel += gauss(embeddings @ embeddings.T)
    for matrix in sparse.values():
        kernel += np.asarray((matrix @ matrix.T).todense(), dtype=np.float32)
    bias = wanted.mean(axis=0)
    alpha, unseen = _solve(kernel, wanted - bias, pull)
    folded = {name: (matrix.T @ alpha).astype(np.float16) for name, matrix in sparse.items()}
    machine = Machine(
        folded["characters"], folded["words"], folded["marks"], vectors, embeddings, alpha, bias
    )
    return Fit(machine, unseen + bias)


def _solve(kernel: Floats, wanted: Floats, pull: Floats) -> tuple[Floats, Floats]:
    """Ridge weights, and the leave-one-out predictions that follow from the same inverse."""
    kernel[np.diag_indices_from(kernel)] += RIDGE / pull
    inverse = _inverted(kernel)
    alpha = inverse @ wanted
    unseen = wanted - alpha / np.diag(inverse)[:, None]
    return alpha.astype(np.float32), unseen.astype(np.float32)


def _inverted(kernel: Floats) -> Floats:
    """The inverse of a positive definite matrix, by Cholesky: half the work of a general inverse."""
    from scipy.linalg import lapack  # scikit-learn brings it; only training needs it

    factor, fault = lapack.spotrf(np.asfortranarray(kernel), lower=1, overwrite_a=1)
    inverse, fault_too = lapack.spotri(factor, lower=1, overwrite_c=1)
    if fault or fault_too:
        raise ValueError("the training messages give no positive definite kernel")
    lower = np.tril(inverse)
    return np.asarray(lower + np.tril(inverse, -1).T, dtype=np.float32)


def _matrix(rows: Sequence[tuple[npt.NDArray[np.int64], Floats]], width: int) -> Any:
    from scipy.sparse import csr_matrix  # scikit-learn brings it; only training needs it

    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows])
    values = np.concatenate([weights for _, weights in rows])
    return csr_matrix((values, places, starts), shape=(len(rows), width), dtype=np.float32)


def _given(row: Features) -> Floats:
    if row.embedding is None:
        raise ValueError("a message has no embedding")
    return row.embedding
