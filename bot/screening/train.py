"""`python -m bot.screening.train`: messages and signals in, `var/screening/model.npz` out.

Everything is fixed by the data: the same files give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.conversation.levels import RiskLevel
from bot.screening import corpus, embedding, fit, outputs, prepare, tune, weights
from bot.screening.corpus import Example
from bot.screening.features import Extractor, Features, Reading
from bot.screening.model import WITH_EMBEDDING, WITHOUT_EMBEDDING, Model
from bot.screening.ngrams import Floats

SERVICE_QUESTIONS = 2500
MEASURING = frozenset({"evaluate", "metrics", "peers", "cli", "absent"})
"""Modules that the trained weights do not depend on."""


@dataclass(frozen=True, slots=True)
class Material:
    """Labelled messages, taken apart, with their raw embeddings where there is an embedder."""

    examples: Sequence[Example]
    readings: Sequence[Reading]
    embeddings: Floats | None

    def only(self, wanted: Sequence[bool]) -> Material:
        """A part of the messages."""
        places = [at for at, want in enumerate(wanted) if want]
        return Material(
            [self.examples[at] for at in places],
            [self.readings[at] for at in places],
            None if self.embeddings is None else self.embeddings[places],
        )


def gather(screening: Path, questions: Path, kept: Path | None) -> Material:
    """All training messages; texts that appear twice are taken once."""
    found = corpus.read_folder(screening)
    if questions.is_dir():
        found += corpus.read_service_questions(questions, SERVICE_QUESTIONS)
    examples = list({example.text: example for example in reversed(found)}.values())[::-1]
    readings = prepare.readings_of([e.text for e in examples], prepare.signals(screening))
    embedder = embedding.load()
    rows = prepare.embeddings_of(readings, embedder, kept, _tell) if embedder else None
    return Material(examples, readings, rows)


def learn(material: Material) -> Model:
    """Fit both machines on the messages and choose their thresholds."""
    extractor = fit.learn_extractor(material.readings, material.embeddings)
    features = _features(extractor, material)
    wanted = np.asarray([outputs.targets(e) for e in material.examples], dtype=np.float32)
    pull = np.asarray([_pull(example) for example in material.examples], dtype=np.float32)
    machines = {}
    for name, embedded in ((WITHOUT_EMBEDDING, False), (WITH_EMBEDDING, True)):
        if embedded and material.embeddings is None:
            continue
        fitted = fit.fit(extractor, features, wanted, pull, embedded=embedded)
        machines[name] = (fitted.machine, tune.choose(material.examples, fitted.unseen_scores))
    return Model(extractor, machines)


def _pull(example: Example) -> float:
    far = example.service or example.level is RiskLevel.ELEVATED
    return fit.FAR_WEIGHT if far else 1.0


def _features(extractor: Extractor, material: Material) -> list[Features]:
    rows = material.embeddings
    return [
        extractor.extract(reading, None if rows is None else rows[at])
        for at, reading in enumerate(material.readings)
    ]


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
        "embedding": "multilingual-e5-small" if material.embeddings is not None else "none",
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
    material = gather(arguments.data, arguments.questions, arguments.out.with_name("embeddings.npz"))
    print(f"screening: training on {len(material.examples)} messages", flush=True)
    weights.save(arguments.out, learn(material), manifest(material, arguments.data))
    stamp.write_text(made_from, encoding="utf-8")
    print(f"screening: wrote {arguments.out}", flush=True)


def _read(stamp: Path) -> str:
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else ""


def inputs_digest(data: Path, questions: Path) -> str:
    """What the model is made from: messages, signals, harmless questions, and this code."""
    digest = hashlib.sha256()
    code = [path for path in sorted(Path(__file__).parent.glob("*.py")) if path.stem not in MEASURING]
    for path in [*sorted(data.rglob("*.yml")), *sorted(questions.glob("*.yml")), *code]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
