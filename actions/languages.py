"""English, and やさしい日本語, for the rest of the conversation."""

from __future__ import annotations

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


class ChangeLanguage(TurnAction):
    """Goes on in another language, with what was being talked about."""

    def name(self) -> str:
        return "action_change_language"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        lang = "en" if turn.intent == "english" else "easy"
        topic = turn.last_topic or _also_asked(turn) or "what_can_you_do"
        said = guide.answer(topic, speaker=turn.speaker, lang=lang, now=turn.now, text=turn.text)
        bubbles = [bubble(wording.LANGUAGE[lang]), *said]
        return reply(dispatcher, turn, topic, bubbles, remember=[SlotSet("language", lang)])


def _also_asked(turn: Turn) -> str | None:
    """A subject that the same message names besides its language (Hello, where can I get help?)."""
    likely = [name for name, chance in turn.ranking if chance >= _LIKELY and name in TOPICS - _SMALL]
    return likely[0] if likely else None
