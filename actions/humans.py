"""The ways to a human: asked for, after a complaint, or because somebody may be in danger."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.base import TurnAction
from actions.reply import bubble, reply
from actions.turn import Turn
from bot.guide.answers import Guide


class CallHuman(TurnAction):
    """Hands the conversation over because the person wants it."""

    def name(self) -> str:
        return "action_call_human"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        return call_human(turn, guide, dispatcher)


class TakeComplaint(TurnAction):
    """Apologizes and passes the complaint on."""

    def name(self) -> str:
        return "action_take_complaint"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        bubbles = guide.answer(
            "complaint",
            speaker=turn.speaker,
            lang=turn.lang,
            now=turn.now,
            text=turn.text,
            people=turn.people,
        )
        return reply(dispatcher, turn, "complaint", bubbles, handoff="complaint")


class Protect(TurnAction):
    """Danger that the screen had not seen: the front desk takes over with its own words."""

    def name(self) -> str:
        return "action_protect"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        return reply(dispatcher, turn, "talk_to_human", [bubble(wording.IN_DANGER)], level="high")


def call_human(turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
    """Ask the front desk for a counselor."""
    bubbles = guide.answer("talk_to_human", lang=turn.lang, now=turn.now)
    return reply(dispatcher, turn, "talk_to_human", bubbles, handoff="asked")
