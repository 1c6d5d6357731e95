"""English, and やさしい日本語, for the rest of the conversation."""

from __future__ import annotations

import re

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.base import TurnAction
from actions.reply import bubble, reply
from actions.turn import Turn
from bot.guide.answers import Guide
from bot.guide.topics import TOPICS

_SMALL = frozenset({"greet", "thanks", "goodbye", "chitchat", "nonsense", "repeat", "out_of_scope"})
_LIKELY = 0.05
_A_SENTENCE = 5
_AT_HOME = re.compile(
    r"never leaves|won't leave|doesn't leave|in (?:his|her|their) room|won't come out|refuses|shouts|yell|up all night"
)


class ChangeLanguage(TurnAction):
    """Goes on in another language, with what was being talked about."""

    def name(self) -> str:
        return "action_change_language"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        lang = "en" if turn.intent == "english" else "easy"
        topic = turn.last_topic or _also_asked(turn) or _worried_about(turn) or "what_can_you_do"
        said = guide.answer(topic, speaker=turn.speaker, lang=lang, now=turn.now, text=turn.text)
        bubbles = [bubble(wording.LANGUAGE[lang]), *said]
        return reply(dispatcher, turn, topic, bubbles, remember=[SlotSet("language", lang)])


def _worried_about(turn: Turn) -> str | None:
    """A message that tells of somebody wants more than another language."""
    if not turn.people or len(turn.text.split()) < _A_SENTENCE:
        return None
    return "how_to_treat" if turn.intent == "english" and _AT_HOME.search(turn.text.lower()) else "first_step"


def _also_asked(turn: Turn) -> str | None:
    """A subject that the same message names besides its language (Hello, where can I get help?)."""
    likely = [name for name, chance in turn.ranking if chance >= _LIKELY and name in TOPICS - _SMALL]
    return likely[0] if likely else None
