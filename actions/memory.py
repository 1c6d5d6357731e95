"""Saying it again, and remembering who writes."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.base import TurnAction
from actions.reply import bubble, reply
from actions.turn import Turn
from bot.guide.answers import Guide


class Repeat(TurnAction):
    """Says the last answer again."""

    def name(self) -> str:
        return "action_repeat"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        bubbles = turn.last_answer or guide.answer("repeat", lang=turn.lang, now=turn.now)
        return reply(dispatcher, turn, "repeat", bubbles, offered=turn.offered)


class RememberSpeaker(TurnAction):
    """Remembers who writes, and goes on with what suits them."""

    def name(self) -> str:
        return "action_remember_speaker"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        speaker = turn.intent.removeprefix("who_")
        topic = turn.last_topic or "first_step"
        rest = guide.answer(topic, speaker=speaker, lang=turn.lang, now=turn.now, people=turn.people)
        if [one["text"] for one in rest] == [one["text"] for one in turn.last_answer]:
            topic, rest = (
                "first_step",
                guide.answer("first_step", speaker=speaker, lang=turn.lang, now=turn.now, people=turn.people),
            )
        thanks = {"easy": wording.SPEAKER_EASY, "en": wording.SPEAKER_EN}.get(
            turn.lang, wording.SPEAKER[speaker]
        )
        bubbles = [bubble(thanks), *rest[:1], *rest[1:]][:3]
        bubbles[-1]["choices"] = rest[-1]["choices"]
        return reply(
            dispatcher,
            turn,
            "first_step",
            bubbles,
            subject=turn.last_topic,
            remember=[SlotSet("speaker", speaker)],
        )
