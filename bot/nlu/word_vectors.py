"""The mean of the words' vectors in ja_ginza: cheap, and good at synonyms."""

from __future__ import annotations

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import ginza
from bot.nlu.dense import SentenceFeaturizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class GinzaVectorFeaturizer(SentenceFeaturizer):
    """One row of 300 numbers a message."""

    def rows(self, messages: list[Message]) -> np.ndarray:
        """The mean vector of each message's tokens."""
        tokens = [message.get(TOKENS_NAMES[TEXT]) or [] for message in messages]
        return np.stack([ginza.vectors([token.text for token in line]).mean(axis=0) for line in tokens])
