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
_STRIP = 1024


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted machine, and each training message's scores by a machine that did not see it."""

    machine: Machine
    unseen_scores: Floats


def learn_extractor(readings: Sequence[Reading]) -> Extractor:
    """Vocabularies and word vectors, from the training messages."""
    return Extractor(
        characters=Vocabulary.learn(ngrams.characters(reading.text) for reading in readings),
        words=Vocabulary.learn(ngrams.words(reading.forms) for reading in readings),
        marks=Vocabulary.learn((reading.marks for reading in readings), least=1),
        vectors=pack([reading.forms for reading in readings], dimensions=DIMENSIONS),
    )


def fit(extractor: Extractor, features: Sequence[Features], wanted: Floats, pull: Floats) -> Fit:
    """Solve for the outputs `wanted`, one row a message; `pull` is how much each message counts."""
    sparse = {
        name: _matrix([getattr(row, name) for row in features], len(vocabulary.places))
        for name, vocabulary in (
            ("characters", extractor.characters), ("words", extractor.words), ("marks", extractor.marks),
        )
    }  # fmt: skip
    vectors = np.stack([row.vector for row in features])
    bias = wanted.mean(axis=0)
    kernel = _kernel(vectors, list(sparse.values()))
    kernel[np.diag_indices_from(kernel)] += RIDGE / pull
    alpha, unseen = _solve(kernel, wanted - bias)
    folded = {name: (matrix.T @ alpha).astype(np.float16) for name, matrix in sparse.items()}
    machine = Machine(folded["characters"], folded["words"], folded["marks"], vectors, alpha, bias)
    return Fit(machine, unseen + bias)


def _kernel(vectors: Floats, sparse: Sequence[Any]) -> Floats:
    """How alike any two messages are; built in strips, because whole it takes gigabytes."""
    kernel = np.empty((len(vectors), len(vectors)), dtype=np.float32)
    for at in range(0, len(vectors), _STRIP):
        strip = slice(at, at + _STRIP)
        kernel[strip] = gauss(vectors[strip] @ vectors.T)
        for matrix in sparse:
            kernel[strip] += (matrix[strip] @ matrix.T).toarray()
    return kernel


def _solve(kernel: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Ridge weights and leave-one-out predictions (from the inverse's diagonal), in the kernel's place."""
    from scipy.linalg import lapack  # scikit-learn brings it; only training needs it

    # A symmetric matrix lies the same by rows and by columns: turned, LAPACK takes it without a copy.
    factor, fault = lapack.spotrf(kernel.T, lower=1, overwrite_a=1)
    alpha, fault_too = lapack.spotrs(factor, wanted, lower=1)
    inverse, fault_at_last = lapack.spotri(factor, lower=1, overwrite_c=1)
    if fault or fault_too or fault_at_last:
        raise ValueError("the training messages give no positive definite kernel")
    unseen = wanted - alpha / np.diag(inverse)[:, None]
    return alpha.astype(np.float32), unseen.astype(np.float32)


def _matrix(rows: Sequence[tuple[npt.NDArray[np.int64], Floats]], width: int) -> Any:
    from scipy.sparse import csr_matrix  # scikit-learn brings it; only training needs it

    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows])
    values = np.concatenate([weights for _, weights in rows])
    return csr_matrix((values, places, starts), shape=(len(rows), width), dtype=np.float32)
