"""The second stage: an opinion on a message, with or without sentence embeddings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.screening import outputs
from bot.screening.embedding import Embedder
from bot.screening.features import Extractor, Reading, embed
from bot.screening.machine import Machine
from bot.screening.outputs import Opinion, Thresholds

WITH_EMBEDDING = "full"
WITHOUT_EMBEDDING = "light"


@dataclass(frozen=True, slots=True)
class Model:
    """Two machines: one that uses sentence embeddings, and a weaker one that does not need them."""

    extractor: Extractor
    machines: Mapping[str, tuple[Machine, Thresholds]]

    def judge(self, readings: Sequence[Reading], embedder: Embedder | None) -> list[Opinion]:
        """An opinion on each message."""
        usable = embedder if WITH_EMBEDDING in self.machines else None
        opinions = []
        for reading, embedding in zip(readings, embed(usable, readings), strict=True):
            name = WITHOUT_EMBEDDING if embedding is None else WITH_EMBEDDING
            machine, thresholds = self.machines[name]
            scores = machine.score(self.extractor.extract(reading, embedding))
            opinions.append(outputs.read(scores, thresholds))
        return opinions
