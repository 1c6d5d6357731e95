"""Pipelines side by side on messages they were not trained on: quality, milliseconds, seconds to train.

Runs in the Rasa environment: `.venv-rasa/bin/python -m benchmarks.nlu ours [stock …]`. Every fifth
message of the training data, by a hash of its text, is kept out of training and asked.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import yaml

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

NOT_TOPICS = ("who_", "follow_", "affirm", "deny", "correction", "risk", "easy_japanese", "english")
NAMES = "names"
"""The file of names and buttons: too easy to be asked."""
DIET_EPOCHS = int(os.environ.get("DIET_EPOCHS", "8"))
"""Of DIET's default 300: with this much data one epoch takes one to two minutes on two cores, so even
30 are out of reach of a training that must stay under ten minutes."""

OURS: list[dict[str, Any]] = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))["pipeline"]
STOCK: list[dict[str, Any]] = [
    {"name": "SpacyNLP", "model": "ja_ginza"},
    {"name": "SpacyTokenizer"},
    {"name": "SpacyFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
DIET = {"name": "DIETClassifier", "epochs": DIET_EPOCHS, "entity_recognition": False, "batch_size": 256}


def _without(pipeline: list[dict[str, Any]], *aliases: str) -> list[dict[str, Any]]:
    return [part for part in pipeline if part.get("alias") not in aliases and "Doubt" not in part["name"]]


PIPELINES: dict[str, list[dict[str, Any]]] = {
    "ours": _without(OURS),
    "ours-no-sentence-vectors": _without(OURS, "sentence_vectors"),
    "ours-no-reading": _without(OURS, "reading"),
    "ours-words-only": _without(OURS, "sentence_vectors", "reading", "word_vectors"),
    "ours-logistic": [*_without(OURS)[:-1], {"name": "LogisticRegressionClassifier", "max_iter": 200}],
    "stock": [*STOCK, DIET],
    "stock-logistic": [*STOCK, {"name": "LogisticRegressionClassifier", "max_iter": 200}],
}


def messages() -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """What is trained on, by intent, and what is asked."""
    seen: dict[str, list[str]] = {}
    asked: list[tuple[str, str]] = []
    for file in sorted(Path("data/nlu").glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                text = line.strip().removeprefix("- ").strip()
                if file.stem != NAMES and int(hashlib.sha256(text.encode()).hexdigest(), 16) % 5 == 0:
                    asked.append((block["intent"], text))
                else:
                    seen.setdefault(block["intent"], []).append(text)
    return seen, asked


def measure(name: str, seen: dict[str, list[str]], asked: list[tuple[str, str]]) -> str:
    """One row of the table."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "config.yml").write_text(
            yaml.safe_dump(
                {"recipe": "default.v1", "assistant_id": name, "language": "ja", "pipeline": PIPELINES[name]}
            )
        )
        (folder / "nlu.yml").write_text(yaml.safe_dump(_training(seen), allow_unicode=True), encoding="utf-8")
        began = time.perf_counter()
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        trained = time.perf_counter() - began
        agent = Agent.load(model)
        right, spent = asyncio.run(_ask(agent, asked))
        size = Path(model or "").stat().st_size / 1e6
    p50, p95 = np.percentile(spent, [50, 95])
    topics = [ok for (intent, _), ok in zip(asked, right, strict=True) if not intent.startswith(NOT_TOPICS)]
    return f"| {name} | {np.mean(right):.3f} | {np.mean(topics):.3f} | {p50:.1f} | {p95:.1f} | {trained:.0f} | {size:.0f} |"


async def _ask(agent: Any, asked: Iterable[tuple[str, str]]) -> tuple[list[bool], list[float]]:
    right, spent = [], []
    await agent.parse_message("はじめの一通は数えない")
    for intent, text in asked:
        began = time.perf_counter()
        parsed = await agent.parse_message(text)
        spent.append(1000 * (time.perf_counter() - began))
        right.append(parsed["intent"]["name"] == intent)
    return right, spent


def _training(seen: dict[str, list[str]]) -> dict[str, Any]:
    blocks = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in seen.items()
    ]
    return {"version": "3.1", "nlu": blocks}


def main() -> None:
    """The table, row by row as it is measured."""
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    names = sys.argv[1:] or list(PIPELINES)
    seen, asked = messages()
    print(f"{sum(map(len, seen.values()))} messages trained on, {len(asked)} asked", file=sys.stderr)
    print("| pipeline | intents right | topics right | p50 ms | p95 ms | train s | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    for name in names:
        print(measure(name, seen, asked), flush=True)


if __name__ == "__main__":
    main()
