"""The intent classifier: a linear support vector machine over all features, with honest confidences.

Measured against logistic regression and DIET on the same features (docs/decisions/0003): as good
or better, and trained in seconds. Its scores become probabilities by one temperature, fitted on
messages that the fitted machine has not seen.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

_TEMPERATURES = np.geomspace(0.05, 1.0, 40)
_FEWEST_FOR_FOLDS = 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Sparse and dense sentence features, each dense kind scaled and weighted, into one linear machine."""

    @classmethod
    def required_components(cls) -> list[type]:
        """What must come before."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: how closely to follow the training data. `weights`: by the featurizer's alias."""
        return {"C": 0.5, "weights": {}, "folds": 3, "random_state": 7}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self._parts: dict[str, np.ndarray] = {}
        self._classes: list[str] = []
        self._scales: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._temperature = 1.0

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """A new, untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """The component as it was trained."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            with np.load(folder / "weights.npz") as stored:
                component._parts = {"coef": stored["coef"], "intercept": stored["intercept"]}
                component._scales = {
                    origin: (stored[f"mean:{origin}"], stored[f"spread:{origin}"])
                    for origin in about["dense"]
                }
        component._classes, component._temperature = about["classes"], about["temperature"]
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the machine, then the temperature of its confidences."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        labels = np.array([example.get(INTENT) for example in examples])
        self._fit_scales(examples)
        rows = self._matrix(examples)
        machine = self._machine().fit(rows, labels)
        self._classes = machine.classes_.tolist()
        self._parts = {
            "coef": machine.coef_.T.astype(np.float32).copy(),
            "intercept": machine.intercept_.astype(np.float32),
        }
        self._temperature = self._fit_temperature(rows, labels)
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of messages."""
        if not self._classes or not messages:
            return messages
        scores = np.asarray(self._matrix(messages) @ self._parts["coef"]) + self._parts["intercept"]
        for message, chances in zip(messages, _softmax(scores, self._temperature), strict=True):
            order = np.argsort(-chances)
            ranking = [{"name": self._classes[at], "confidence": float(chances[at])} for at in order]
            message.set("intent", dict(ranking[0]), add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training messages need no predictions: nothing after this learns from them."""
        return training_data

    def _machine(self) -> LinearSVC:
        return LinearSVC(C=self._config["C"], random_state=self._config["random_state"])

    def _fit_temperature(self, rows: csr_matrix, labels: np.ndarray) -> float:
        _, counts = np.unique(labels, return_counts=True)
        if counts.min() < _FEWEST_FOR_FOLDS or len(counts) < _FEWEST_FOR_FOLDS:
            return 0.3  # a toy model: no data to fit on
        folds = StratifiedKFold(
            self._config["folds"], shuffle=True, random_state=self._config["random_state"]
        )
        scores, truth = [], []
        for seen, unseen in folds.split(rows, labels):
            machine = self._machine().fit(rows[seen], labels[seen])
            scores.append(machine.decision_function(rows[unseen]))
            truth.append(np.searchsorted(machine.classes_, labels[unseen]))
            print(f"  confidences fold {len(scores)}/{self._config['folds']}", flush=True)
        return _best_temperature(np.vstack(scores), np.concatenate(truth))

    def _fit_scales(self, examples: list[Message]) -> None:
        self._scales = {}
        for origin, rows in _dense(examples).items():
            mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
            weight = float(self._config["weights"].get(origin, 1.0)) / np.sqrt(rows.shape[1])
            self._scales[origin] = (mean, spread / weight)

    def _matrix(self, messages: list[Message]) -> csr_matrix:
        dense = _dense(messages)
        blocks: list[Any] = list(_sparse(messages).values())
        for origin, (mean, spread) in self._scales.items():
            # Trained with a kind of meaning that is missing now: its mean is the neutral value.
            rows = dense.get(origin, np.tile(mean, (len(messages), 1)))
            blocks.append(csr_matrix((rows - mean) / spread))
        # The same width as the weights: mixed widths would copy all of them at every message.
        return hstack(blocks, dtype=np.float32).tocsr()

    def _persist(self) -> None:
        about = {"classes": self._classes, "temperature": self._temperature, "dense": list(self._scales)}
        arrays = dict(self._parts)
        for origin, (mean, spread) in self._scales.items():
            arrays |= {f"mean:{origin}": mean, f"spread:{origin}": spread}
        with self._storage.write_to(self._resource) as folder:
            (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")
            np.savez(folder / "weights.npz", **arrays)


def _by_origin(messages: list[Message], *, sparse: bool) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for message in messages:
        for feature in message.features:
            if feature.attribute == TEXT and feature.is_sparse() is sparse:
                found.setdefault(feature.origin, []).append(feature.features)
    return {origin: found[origin] for origin in sorted(found)}


def _dense(messages: list[Message]) -> dict[str, np.ndarray]:
    return {origin: np.vstack(rows) for origin, rows in _by_origin(messages, sparse=False).items()}


def _sparse(messages: list[Message]) -> dict[str, csr_matrix]:
    return {origin: vstack(rows) for origin, rows in _by_origin(messages, sparse=True).items()}


def _softmax(scores: np.ndarray, temperature: float) -> np.ndarray:
    raised = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return raised / raised.sum(axis=1, keepdims=True)


def _best_temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The temperature under which the true classes are least surprising."""

    def surprise(temperature: float) -> float:
        chances = _softmax(scores, temperature)[np.arange(len(truth)), truth]
        return float(-np.log(chances + 1e-12).mean())

    return float(min(_TEMPERATURES, key=surprise))
