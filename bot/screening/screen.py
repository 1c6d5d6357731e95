"""The screen of the front desk: rules at once, rules and model together a little later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

import structlog

from bot.conversation.assessment import Assessment
from bot.conversation.levels import RiskLevel
from bot.screening import assess, features, normalize, outputs, rules, sequence, weights, windows
from bot.screening.encoder.port import Encoder
from bot.screening.lexicon import Entry
from bot.screening.model import Model
from bot.screening.outputs import Opinion
from bot.screening.weights import BadWeights

log = structlog.get_logger()


class LayeredScreen:
    """Implements the desk's Screen. The model is read at its first use, and again when its file changed."""

    def __init__(
        self, entries: Sequence[Entry], model_file: Path | None, load_encoder: Callable[[], Encoder | None]
    ) -> None:
        self._entries = entries
        self._model_file = model_file
        self._load_encoder = load_encoder
        self._lock = Lock()
        self._stamp: int | None = None
        self._model: Model | None = None
        self._encoder: Encoder | None = None

    def quick(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        """The rule layer alone. Whatever goes wrong becomes an unknown level, never an exception."""
        try:
            return self._sequenced(text, recent, self._ruled)
        except Exception as error:
            log.error("screening_rules_failed", error=type(error).__name__)
            return Assessment.failed()

    def full(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        """Rules and model; the rules alone where there is no usable model."""
        model = self.warm_up()
        if model is None:
            return self.quick(text, recent)
        try:
            return self._sequenced(text, recent, lambda part: self._judged(part, model))
        except Exception as error:
            log.error("screening_model_failed", error=type(error).__name__)
            return self.quick(text, recent)

    def warm_up(self) -> Model | None:
        """The model, if there is a usable one; read at the first use and again when the file changed,
        so that a desk that started before the training ended takes it up."""
        stamp = self._on_disk()
        with self._lock:
            if stamp != self._stamp:
                self._stamp = stamp
                self._model = self._read_model()
                self._encoder = self._known_encoder(self._model)
        return self._model

    def _known_encoder(self, model: Model | None) -> Encoder | None:
        encoder = self._load_encoder() if model and model.encoder else None
        if model is None or encoder is None or model.knows(encoder):
            return encoder
        log.warning("screening_encoder_foreign")  # tuned anew, and `make train` has not run since
        return None

    def _on_disk(self) -> int:
        try:
            return self._model_file.stat().st_mtime_ns if self._model_file else 0
        except OSError:
            return 0

    def _read_model(self) -> Model | None:
        if self._model_file is None:
            return None
        try:
            return weights.load(self._model_file)
        except BadWeights as error:
            log.warning("screening_model_unusable", reason=str(error))
        except Exception as error:
            log.error("screening_model_unusable", reason=type(error).__name__)
        return None

    @staticmethod
    def _sequenced(text: str, recent: Sequence[str], look: Callable[[str], Assessment]) -> Assessment:
        alone = look(text)
        whole = sequence.joined(text, recent)
        return alone if whole is None else assess.with_sequence(alone, look(whole))

    def _ruled(self, text: str) -> Assessment:
        normalized = normalize.normalize(text)
        return assess.from_rules(normalized.plain.text, rules.find(self._entries, normalized))

    def _judged(self, text: str, model: Model) -> Assessment:
        normalized = normalize.normalize(text)
        findings = rules.find(self._entries, normalized)
        ruled = assess.from_rules(normalized.plain.text, findings)
        if not normalized.plain.text.strip():
            return ruled
        readings = [features.read(normalized, findings)]
        for part in windows.parts(text):
            small = normalize.normalize(part)
            readings.append(features.read(small, rules.find(self._entries, small)))
        whole, *pieces = model.judge(readings, self._encoder)
        if self._encoder is not None:
            # Only the machine and the encoder together are sure enough to overrule a signal.
            ruled = assess.calmed(ruled, normalized.plain.text, [whole, *pieces])
        return assess.with_opinion(ruled, _worst(whole, pieces))


def _worst(whole: Opinion, parts: Sequence[Opinion]) -> Opinion:
    """The whole message's opinion, unless a part of it looks plainly worse."""
    sure = [part for part in parts if part.danger > outputs.PART_DANGER]
    worst = max((whole, *sure), key=lambda opinion: opinion.level)
    return worst if worst.level >= RiskLevel.HIGH else whole
