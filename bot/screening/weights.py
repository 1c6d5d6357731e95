"""The model file: one `.npz` without pickles, with a digest over everything in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.screening.features import Extractor
from bot.screening.machine import Machine
from bot.screening.model import Model
from bot.screening.ngrams import Vocabulary
from bot.screening.outputs import COLUMNS, Thresholds
from bot.screening.vectors import WordVectors

FORMAT = 2
Arrays = dict[str, npt.NDArray[Any]]


class BadWeights(Exception):
    """The model file cannot be used; the text is a short code: missing, corrupt or incompatible."""


def save(path: Path, model: Model, manifest: Mapping[str, str]) -> None:
    """Write the model file; `manifest` says what it was trained from."""
    arrays = _extractor_arrays(model.extractor) | _machine_arrays(model.machine)
    thresholds = {"alone": model.alone, "together": model.thresholds}
    about = {
        "format": FORMAT, "columns": list(COLUMNS), "encoder": model.encoder,
        **{name: asdict(values) for name, values in thresholds.items() if values}, **manifest,
    }  # fmt: skip
    arrays["about"] = _json(about)
    arrays["digest"] = np.frombuffer(_digest(arrays), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    np.savez(part, **arrays)  # type: ignore[arg-type]
    part.replace(path)


def load(path: Path) -> Model:
    """Read the model file; BadWeights when it is missing, damaged or made by other code."""
    if not path.is_file():
        raise BadWeights("missing")
    try:
        arrays = _read(path)
        digest = arrays.pop("digest").tobytes()
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise BadWeights("corrupt") from error
    if digest != _digest(arrays):
        raise BadWeights("corrupt")
    about = _unjson(arrays["about"])
    if about.get("format") != FORMAT or about.get("columns") != list(COLUMNS):
        raise BadWeights("incompatible")
    try:
        together = Thresholds(**about["together"]) if "together" in about else None
        alone = Thresholds(**about["alone"])
        return Model(_extractor(arrays), _machine(arrays), alone, str(about["encoder"]), together)
    except (KeyError, ValueError, TypeError) as error:
        raise BadWeights("incompatible") from error


def _read(path: Path) -> Arrays:
    # Opened here, because numpy leaves the file open when it is no archive.
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def _digest(arrays: Arrays) -> bytes:
    running = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        running.update(f"{name}:{array.dtype}:{array.shape}".encode())
        running.update(array.tobytes())
    return running.digest()


def _json(value: Any) -> npt.NDArray[np.uint8]:
    data = json.dumps(value, ensure_ascii=True, sort_keys=True).encode()
    return np.frombuffer(data, dtype=np.uint8)


def _unjson(array: npt.NDArray[Any]) -> Any:
    return json.loads(array.tobytes())


def _extractor_arrays(extractor: Extractor) -> Arrays:
    arrays: Arrays = {}
    for name in ("characters", "words", "marks"):
        vocabulary: Vocabulary = getattr(extractor, name)
        arrays[f"{name}.grams"] = _json(list(vocabulary.places))
        arrays[f"{name}.idf"] = vocabulary.idf
    if extractor.vectors is not None:
        table = extractor.vectors
        arrays |= {"vectors.keys": table.keys, "vectors.rows": table.rows, "vectors.table": table.table}
        arrays |= {"vectors.mean": table.mean, "vectors.rare": _json(dict(table.rare))}
    return arrays


def _extractor(arrays: Arrays) -> Extractor:
    vectors = None
    if "vectors.keys" in arrays:
        vectors = WordVectors(
            arrays["vectors.keys"], arrays["vectors.rows"], arrays["vectors.table"],
            arrays["vectors.mean"], _unjson(arrays["vectors.rare"]),
        )  # fmt: skip
    return Extractor(
        _vocabulary("characters", arrays),
        _vocabulary("words", arrays),
        _vocabulary("marks", arrays),
        vectors,
    )


def _vocabulary(name: str, arrays: Arrays) -> Vocabulary:
    grams = _unjson(arrays[f"{name}.grams"])
    return Vocabulary({gram: at for at, gram in enumerate(grams)}, arrays[f"{name}.idf"])


def _machine_arrays(machine: Machine) -> Arrays:
    parts = ("characters", "words", "marks", "alpha", "bias")
    arrays: Arrays = {f"machine.{part}": getattr(machine, part) for part in parts}
    arrays["machine.vectors"] = machine.vectors.astype(np.float16)
    return arrays


def _machine(arrays: Arrays) -> Machine:
    return Machine(
        arrays["machine.characters"],
        arrays["machine.words"],
        arrays["machine.marks"],
        arrays["machine.vectors"].astype(np.float32),
        arrays["machine.alpha"],
        arrays["machine.bias"],
    )
