"""Screens for tests: the real signals, a small trained model, and an encoder without weights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.conversation.levels import RiskLevel
from bot.screening import corpus, outputs, prepare, train
from bot.screening.corpus import Example
from bot.screening.encoder.port import Encoder
from bot.screening.model import Model
from bot.screening.screen import LayeredScreen

ROOT = Path(__file__).parents[3]
DATA = ROOT / "data" / "screening"
ENTRIES = prepare.signals(DATA)


class TaughtEncoder:
    """Stands for the tuned encoder: it knows the messages it was taught and is unsure of all others."""

    name = "taught"

    def __init__(self) -> None:
        self._known = {e.text: outputs.targets(e) for e in few_examples()}

    def answers(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        unsure = [-0.2] * len(outputs.COLUMNS)
        return np.asarray([self._known.get(text, unsure) for text in texts], dtype=np.float32)


def rules_only() -> LayeredScreen:
    return LayeredScreen(ENTRIES, None, lambda: None)


@cache
def few_examples() -> list[Example]:
    """A few hundred of the reviewed messages, every level among them."""
    found: list[Example] = []
    for level in (RiskLevel.NONE, RiskLevel.ELEVATED, RiskLevel.HIGH, RiskLevel.IMMINENT):
        found += [e for e in corpus.read_folder(DATA) if e.level is level and not e.dev][:120]
    return found


def small_model(encoder: Encoder | None) -> Model:
    examples = few_examples()
    readings = prepare.readings_of([e.text for e in examples], ENTRIES)
    return train.learn(train.heard(train.Material(examples, readings), encoder))
