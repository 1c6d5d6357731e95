"""From labelled messages to what the machine is fitted on; the encoder's answers are kept between runs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from bot.screening import features, lexicon, normalize, rules
from bot.screening.encoder.port import Encoder
from bot.screening.features import Reading
from bot.screening.lexicon import Entry
from bot.screening.ngrams import Floats

_BATCH = 32
_SIDE_BY_SIDE = 2


def readings_of(texts: Sequence[str], entries: Sequence[Entry]) -> list[Reading]:
    """Texts taken apart the way the screen does it."""
    normalized = [normalize.normalize(text) for text in texts]
    return [features.read(text, rules.find(entries, text)) for text in normalized]


def answers_of(
    readings: Sequence[Reading], encoder: Encoder, kept: Path | None, tell: Callable[[int, int], None]
) -> dict[str, Floats]:
    """The encoder's answers by text, computed only for texts that the file `kept` does not hold."""
    known = _read(kept, encoder.name)
    missing = [text for text in dict.fromkeys(r.text for r in readings) if _key(text) not in known]
    batches = [missing[at : at + _BATCH] for at in range(0, len(missing), _BATCH)]
    # Batches side by side use two cores fully; threads inside one batch would wait for each other.
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        for number, (batch, rows) in enumerate(zip(batches, pool.map(encoder.answers, batches), strict=True)):
            tell(number * _BATCH, len(missing))
            known.update((_key(text), row.astype(np.float16)) for text, row in zip(batch, rows, strict=True))
    if missing and kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        rows = np.asarray(list(known.values()))
        np.savez(kept, encoder=np.asarray(encoder.name), keys=np.asarray(list(known)), rows=rows)
    return {reading.text: known[_key(reading.text)].astype(np.float32) for reading in readings}


def _read(kept: Path | None, encoder: str) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float16]]]:
    if kept is None or not kept.is_file():
        return {}
    try:
        with np.load(kept, allow_pickle=False) as file:
            return (
                dict(zip(file["keys"].tolist(), file["rows"], strict=True))
                if str(file["encoder"]) == encoder
                else {}
            )
    except (OSError, ValueError, KeyError):
        return {}


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def signals(folder: Path) -> tuple[Entry, ...]:
    """The reviewed signals next to the messages."""
    return lexicon.load(folder / "lexicon")
