"""Weighted n-grams of the words' normalized forms, or of the characters of their reading.

Normalized forms fold spelling variants (ひきこもり, 引きこもり); readings also fold wrong
conversions, all-kana and romaji writing, which word n-grams cannot see.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.tokenizer import NORM, READING

_WORDS = "words"
_READING = "reading"


def _same(tokens: list[str]) -> list[str]:
    return tokens


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """TF-IDF (sublinear) n-grams as one sparse row a message."""

    @classmethod
    def required_components(cls) -> list[type]:
        """What must come before."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`of`: words or reading. `min_df`: an n-gram seen in fewer messages is left out."""
        return {
            **SparseFeaturizer.get_default_config(),
            "of": _WORDS,
            "shortest": 1,
            "longest": 2,
            "min_df": 2,
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, name: str) -> None:
        super().__init__(name, config)
        self._storage = storage
        self._resource = resource
        self._vectorizer: TfidfVectorizer | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
        """A new, untrained component."""
        return cls(config, model_storage, resource, execution_context.node_name)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramFeaturizer:
        """The component as it was trained."""
        component = cls(config, model_storage, resource, execution_context.node_name)
        with model_storage.read_from(resource) as folder:
            vocabulary = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
            idf = np.load(folder / "idf.npy")
        vectorizer = component._blank(vocabulary={gram: column for column, gram in enumerate(vocabulary)})
        vectorizer.idf_ = idf
        component._vectorizer = vectorizer
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which n-grams there are and how telling each is."""
        self._vectorizer = self._blank(min_df=self._config["min_df"])
        self._vectorizer.fit([self._source(example) for example in training_data.intent_examples])
        with self._storage.write_to(self._resource) as folder:
            grams = self._vectorizer.get_feature_names_out().tolist()
            (folder / "vocabulary.json").write_text(json.dumps(grams, ensure_ascii=False), encoding="utf-8")
            np.save(folder / "idf.npy", self._vectorizer.idf_)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to every training message."""
        self.process(training_data.intent_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the features to messages."""
        if self._vectorizer is None or not messages:
            return messages
        rows = self._vectorizer.transform([self._source(message) for message in messages])
        for message, row in zip(messages, rows, strict=True):
            feature = Features(csr_matrix(row), FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
            message.add_features(feature)
        return messages

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """`of` has two legal words."""
        if config.get("of", _WORDS) not in (_WORDS, _READING):
            raise ValueError(f"NgramFeaturizer: `of` must be {_WORDS} or {_READING}, not {config['of']!r}")

    def _blank(self, **more: Any) -> TfidfVectorizer:
        span = (self._config["shortest"], self._config["longest"])
        common = {"ngram_range": span, "sublinear_tf": True, "lowercase": False, "dtype": np.float32, **more}
        if self._config["of"] == _READING:
            return TfidfVectorizer(analyzer="char", **common)
        return TfidfVectorizer(tokenizer=_same, preprocessor=_same, token_pattern=None, **common)

    def _source(self, message: Message) -> Any:
        tokens = message.get(TOKENS_NAMES[TEXT]) or []
        if self._config["of"] == _READING:
            return "".join(token.get(READING) for token in tokens)
        return [token.get(NORM) for token in tokens]
