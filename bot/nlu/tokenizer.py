"""The tokenizer of the pipeline: GiNZA's words with their normalized form and reading."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import ginza

NORM = "norm"
READING = "reading"
TAG = "tag"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class GinzaTokenizer(Tokenizer):
    """Splits a message with Sudachi; every token carries `norm`, `reading` and `tag`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own settings for tokenizers; intents are never split."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be installed."""
        return ["spacy", "ja_ginza"]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The tokens of one attribute. Positions count in the folded text."""
        return [
            Token(
                word.text,
                word.start,
                lemma=word.norm,
                data={NORM: word.norm, READING: word.reading, TAG: word.tag},
            )
            for word in ginza.words(message.get(attribute))
        ]
