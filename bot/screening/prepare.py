"""From labelled messages to what the machine is fitted on; embeddings are kept between runs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.screening import features, lexicon, normalize, rules
from bot.screening.embedding import Embedder
from bot.screening.features import Reading
from bot.screening.lexicon import Entry
from bot.screening.ngrams import Floats


def readings_of(texts: Sequence[str], entries: Sequence[Entry]) -> list[Reading]:
    """Texts taken apart the way the screen does it."""
    normalized = [normalize.normalize(text) for text in texts]
    return [features.read(text, rules.find(entries, text)) for text in normalized]


def embeddings_of(
    readings: Sequence[Reading], embedder: Embedder, kept: Path | None, tell: Callable[[int, int], None]
) -> Floats:
    """Raw embeddings, computed only for texts that the file `kept` does not hold."""
    known = _read(kept)
    missing = [text for text in dict.fromkeys(r.text for r in readings) if _key(text) not in known]
    for at in range(0, len(missing), 32):
        tell(at, len(missing))
        batch = missing[at : at + 32]
        for text, row in zip(batch, embedder.embed(batch), strict=True):
            known[_key(text)] = row.astype(np.float16)
    if missing and kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, keys=np.asarray(list(known)), rows=np.asarray(list(known.values())))
    return np.asarray([known[_key(reading.text)] for reading in readings], dtype=np.float32)


def _read(kept: Path | None) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float16]]]:
    if kept is None or not kept.is_file():
        return {}
    try:
        with np.load(kept, allow_pickle=False) as file:
            return dict(zip(file["keys"].tolist(), file["rows"], strict=True))
    except (OSError, ValueError, KeyError):
        return {}


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def signals(folder: Path) -> tuple[Entry, ...]:
    """The reviewed signals next to the messages."""
    return lexicon.load(folder / "lexicon")
