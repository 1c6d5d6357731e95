"""The particulars of a message as Rasa's entities: who, age, date, weekday, people, area.

Readers written by hand, measured against a table of regular expressions and a conditional random
field on messages that none of them was built by (docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.guide.entities import Entity, read_entities
from bot.nlu import ginza
from bot.nlu.areas import read_areas
from bot.nlu.ginza import Word
from bot.nlu.tokenizer import TAG

TOKYO = ZoneInfo("Asia/Tokyo")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityReader(GraphComponent, EntityExtractorMixin):
    """Sets a message's entities. A date's value is seen from today; the door sees it from the turn's clock."""

    @classmethod
    def required_components(cls) -> list[type]:
        """What must come before."""
        return [Tokenizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityReader:
        """A new component; nothing is learned here."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of messages."""
        today = datetime.now(TOKYO).date()
        for message in messages:
            text = ginza.fold(message.get(TEXT) or "")
            found = [_as_rasa(entity) for entity in told(text, _words(message), today)]
            extracted = self.add_extractor_name(found)
            message.set(ENTITIES, message.get(ENTITIES, []) + extracted, add_to_output=True)
        return messages


def told(text: str, words: Sequence[Word], today: date) -> list[Entity]:
    """All entities of a folded text, in its order; `words` are its tokens."""
    entities = read_entities(text, today)
    areas = [
        area
        for area in read_areas(text, words)
        if all(area.end <= entity.start or entity.end <= area.start for entity in entities)
    ]
    return sorted([*entities, *areas], key=lambda entity: entity.start)


def _words(message: Message) -> list[Word]:
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    return [Word(token.text, "", "", token.start, token.get(TAG, "")) for token in tokens]


def _as_rasa(entity: Entity) -> dict[str, Any]:
    return {
        "entity": entity.name,
        "start": entity.start,
        "end": entity.end,
        "value": entity.value,
        "text": entity.text,
    }
