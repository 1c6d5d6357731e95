"""When the classifier is not sure enough: ask back, and do not cry danger on a mere suspicion.

Intents that lead to the same answer are counted together, so that a message torn between two
of them is not held for unclear.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.judgement import judge


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Doubt(GraphComponent):
    """Turns a weak prediction into `nlu_fallback`; the ranking keeps what it might have been."""

    @classmethod
    def required_components(cls) -> list[type]:
        """What must come before."""
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Doubt:
        """A new component; nothing is learned here."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each prediction again."""
        for message in messages:
            ranking = message.get("intent_ranking")
            if ranking:
                message.set("intent", judge(message.get("text") or "", ranking), add_to_output=True)
        return messages
