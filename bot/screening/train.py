"""`python -m bot.screening.train`: messages and signals in, `var/screening/model.npz` out.

Everything is fixed by the data: the same files give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from bot.screening import corpus, fit, model, outputs, prepare, tune, weights
from bot.screening.corpus import Example
from bot.screening.encoder import shipped
from bot.screening.encoder.port import Encoder
from bot.screening.features import Reading
from bot.screening.model import Model
from bot.screening.ngrams import Floats

MEASURING = frozenset({"evaluate", "metrics", "peers", "cli", "absent"})
TUNING = frozenset({"learn", "learner", "lesson", "network", "pieces"})
"""Modules that the trained weights do not depend on: they measure, or what they make is in a file."""


@dataclass(frozen=True, slots=True)
class Material:
    """Labelled messages, taken apart; by text, the answers of the encoder to those it was not tuned on."""

    examples: Sequence[Example]
    readings: Sequence[Reading]
    encoder: str = ""
    answers: Mapping[str, Floats] = field(default_factory=dict)

    def only(self, wanted: Sequence[bool]) -> Material:
        """A part of the messages."""
        places = [at for at, want in enumerate(wanted) if want]
        return replace(
            self,
            examples=[self.examples[at] for at in places],
            readings=[self.readings[at] for at in places],
        )


def gather(screening: Path, questions: Path, kept: Path | None) -> Material:
    """All training messages; texts that appear twice are taken once."""
    examples = corpus.read_all(screening, questions)
    readings = prepare.readings_of([e.text for e in examples], prepare.signals(screening))
    return heard(Material(examples, readings), shipped.load(screening / shipped.FILE), kept)


def heard(material: Material, encoder: Encoder | None, kept: Path | None = None) -> Material:
    """The messages with the answers of an encoder, if there is one."""
    if encoder is None:
        return material
    pairs = zip(material.examples, material.readings, strict=True)
    unseen = [reading for example, reading in pairs if example.unseen]
    answers = prepare.answers_of(unseen, encoder, kept, _tell)
    return replace(material, encoder=encoder.name, answers=answers)


def learn(material: Material) -> Model:
    """Fit the machine on the messages and choose thresholds, alone and together with the encoder."""
    extractor = fit.learn_extractor(material.readings)
    features = [extractor.extract(reading) for reading in material.readings]
    wanted = np.asarray([outputs.targets(e) for e in material.examples], dtype=np.float32)
    pull = np.asarray([fit.FAR_WEIGHT if e.far else 1.0 for e in material.examples], dtype=np.float32)
    fitted = fit.fit(extractor, features, wanted, pull)
    alone = tune.choose(material.examples, fitted.unseen_scores)
    if not material.answers:
        return Model(extractor, fitted.machine, alone)
    thresholds = tune.choose(*_together(material, fitted.unseen_scores))
    return Model(extractor, fitted.machine, alone, material.encoder, thresholds)


def _together(material: Material, unseen_scores: Floats) -> tuple[list[Example], Floats]:
    """The messages that neither machine nor encoder had seen when they scored them, and the scores."""
    rows = zip(material.examples, material.readings, unseen_scores, strict=True)
    found = [(example, reading.text, scores) for example, reading, scores in rows if example.unseen]
    scores = [model.together(scores, material.answers[text]) for _, text, scores in found]
    return [example for example, _, _ in found], np.asarray(scores, dtype=np.float32)


def manifest(material: Material, screening: Path) -> dict[str, str]:
    """What the weights come from, as hashes."""
    messages, signals = hashlib.sha256(), hashlib.sha256()
    for example in material.examples:
        messages.update(f"{example.level}|{example.category}|{example.text}\n".encode("utf-8", "replace"))
    for path in sorted((screening / "lexicon").glob("*.yml")):
        signals.update(path.read_bytes())
    return {
        "messages": messages.hexdigest(),
        "signals": signals.hexdigest(),
        "count": str(len(material.examples)),
    }


def _tell(done: int, total: int) -> None:
    if done % 320 == 0:
        print(f"  reading messages {done}/{total}", flush=True)


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description="Train the screening's second stage.")
    parser.add_argument("--data", type=Path, default=Path("data/screening"))
    parser.add_argument("--questions", type=Path, default=Path("data/nlu"))
    parser.add_argument("--out", type=Path, default=Path("var/screening/model.npz"))
    parser.add_argument("--force", action="store_true", help="train even when nothing has changed")
    arguments = parser.parse_args()
    made_from = inputs_digest(arguments.data, arguments.questions)
    stamp = arguments.out.with_suffix(".sha256")
    if not arguments.force and arguments.out.is_file() and _read(stamp) == made_from:
        print("screening: the model is up to date", flush=True)
        return
    material = gather(arguments.data, arguments.questions, arguments.out.with_name("answers.npz"))
    print(f"screening: training on {len(material.examples)} messages", flush=True)
    weights.save(arguments.out, learn(material), manifest(material, arguments.data))
    stamp.write_text(made_from, encoding="utf-8")
    print(f"screening: wrote {arguments.out}", flush=True)


def _read(stamp: Path) -> str:
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else ""


def inputs_digest(data: Path, questions: Path) -> str:
    """What the model is made from: messages, signals, harmless questions, and this code."""
    digest = hashlib.sha256()
    code = [
        path for path in sorted(Path(__file__).parent.rglob("*.py")) if path.stem not in MEASURING | TUNING
    ]
    tuned = data / shipped.FILE
    for path in [
        *sorted(data.rglob("*.yml")),
        *sorted(questions.glob("*.yml")),
        *code,
        *tuned.parent.glob(tuned.name),
    ]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
