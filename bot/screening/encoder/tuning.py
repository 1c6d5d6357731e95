"""What was learned about the sentence encoder: its numbers, and how its vectors answer."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.screening.ngrams import Floats

_HEAD, _BIAS = "answer.head", "answer.bias"


class BadTuning(ValueError):
    """The file cannot be used."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """The encoder's tuned numbers by name; head and bias turn a vector into logits, one an output."""

    tensors: Mapping[str, Floats]
    head: Floats
    bias: Floats

    def answers(self, vectors: Floats) -> Floats:
        """Every output for vectors of the tuned encoder: from -1 for "no" to 1 for "yes"."""
        return np.asarray(np.tanh((vectors @ self.head + self.bias) / 2), dtype=np.float32)

    @property
    def digest(self) -> str:
        """A short name of the tuned encoder."""
        running = hashlib.sha256()
        for name, values in sorted({**self.tensors, _HEAD: self.head, _BIAS: self.bias}.items()):
            running.update(name.encode() + np.ascontiguousarray(values, "<f4").tobytes())
        return running.hexdigest()[:16]


def save(path: Path, tuning: Tuning) -> None:
    """Write what was learned, as 16-bit numbers."""
    arrays = {name: values.astype(np.float16) for name, values in tuning.tensors.items()}
    np.savez_compressed(path, **arrays, **{_HEAD: tuning.head, _BIAS: tuning.bias})  # type: ignore[arg-type]


def load(path: Path) -> Tuning:
    """Read what was learned; BadTuning when the file is missing or damaged."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = {name: file[name].astype(np.float32) for name in file.files}
        return Tuning(arrays, arrays.pop(_HEAD), arrays.pop(_BIAS))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise BadTuning(f"{path.name}: missing or damaged") from error
