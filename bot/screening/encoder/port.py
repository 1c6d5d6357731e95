"""What the second stage needs of a sentence encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.screening.ngrams import Floats


class Encoder(Protocol):
    """Reads a whole sentence for what is meant, and answers what the machine is asked."""

    @property
    def name(self) -> str:
        """Which encoder it is: a model is used only with the one that it was trained with."""

    def answers(self, texts: Sequence[str]) -> Floats:
        """One row a text: every output, from -1 for "no" to 1 for "yes"."""
