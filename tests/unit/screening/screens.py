"""Screens for tests: the real signals, a small trained model, and an embedder without weights."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.conversation.levels import RiskLevel
from bot.screening import corpus, prepare, train
from bot.screening.corpus import Example
from bot.screening.model import Model
from bot.screening.screen import LayeredScreen

ROOT = Path(__file__).parents[3]
DATA = ROOT / "data" / "screening"
ENTRIES = prepare.signals(DATA)


class HashEmbedder:
    """Places a text by its characters: enough to stand for an embedder, with nothing to load."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = np.zeros((len(texts), 16), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for character in text:
                row[hashlib.md5(character.encode("utf-8", "replace")).digest()[0] % 16] += 1
            row /= np.linalg.norm(row) or 1.0
        return rows


def rules_only() -> LayeredScreen:
    return LayeredScreen(ENTRIES, None, lambda: None)


def few_examples() -> list[Example]:
    """A few hundred of the reviewed messages, every level among them."""
    found: list[Example] = []
    for level in (RiskLevel.NONE, RiskLevel.ELEVATED, RiskLevel.HIGH, RiskLevel.IMMINENT):
        found += [e for e in corpus.read_folder(DATA) if e.level is level and not e.dev][:120]
    return found


def small_model(embedder: HashEmbedder | None) -> Model:
    examples = few_examples()
    readings = prepare.readings_of([e.text for e in examples], ENTRIES)
    rows = None if embedder is None else embedder.embed([r.text for r in readings])
    return train.learn(train.Material(examples, readings, rows))
