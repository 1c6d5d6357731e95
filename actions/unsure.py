"""When a message was not understood: ask back with what is likely, and offer a human in time."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.base import TurnAction
from actions.offers import likeliest, likely_choices
from actions.reply import bubble, choice, reply
from actions.turn import Turn
from bot.guide.answers import Guide

_PATIENCE = 1
"""Failures in a row before a human is offered; the next one offers."""


class AskBack(TurnAction):
    """Asks which of the likeliest topics is meant."""

    def name(self) -> str:
        return "action_ask_back"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        again = turn.failures >= _PATIENCE
        words = wording.ASK_BACK_AGAIN if again else wording.ASK_BACK
        choices = [*likely_choices(turn, guide), choice(wording.HUMAN[turn.lang], wording.HUMAN_SAYS)]
        return reply(
            dispatcher,
            turn,
            likeliest(turn),
            [bubble(words[turn.lang], choices)],
            failed=True,
            offered="human" if again else None,
        )


class NotUnderstood(TurnAction):
    """Says so when there was nothing to understand."""

    def name(self) -> str:
        return "action_not_understood"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        if turn.failures >= _PATIENCE:
            human = choice(wording.HUMAN[turn.lang], wording.HUMAN_SAYS)
            bubbles = [bubble(wording.NOT_UNDERSTOOD_AGAIN[turn.lang], [human])]
            return reply(dispatcher, turn, "nonsense", bubbles, failed=True, offered="human")
        bubbles = guide.answer("nonsense", lang=turn.lang, now=turn.now)
        return reply(dispatcher, turn, "nonsense", bubbles, failed=True)
