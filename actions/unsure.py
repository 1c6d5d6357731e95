"""When a message was not understood: ask back with what is likely, and offer a human in time."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.base import TurnAction
from actions.reply import bubble, choice, reply
from actions.turn import Turn
from bot.guide.answers import Guide
from bot.guide.topics import SMALL_TALK, TOPICS

_PATIENCE = 1
"""Failures in a row before a human is offered; the next one offers."""
_CHOICES = 3
_NOT_OFFERED = frozenset({*SMALL_TALK, "talk_to_human", "complaint", "out_of_scope", "bot_identity"})
_STANDS_FOR = {
    "follow_when": "hours",
    "follow_who": "eligibility",
    "follow_how": "first_step",
    "who_family": "first_step",
}


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
            _likeliest(turn),
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


def likely_choices(turn: Turn, guide: Guide) -> list[dict[str, str]]:
    """The two or three likeliest topics as buttons; the usual first ones where nothing is likely."""
    topics = [_STANDS_FOR.get(name, name) for name, _chance in turn.ranking]
    usable = [
        name for name in dict.fromkeys(topics) if name in TOPICS - _NOT_OFFERED and name != turn.last_topic
    ]
    picked = (usable or list(guide.core_topics()))[:_CHOICES]
    return [choice(guide.label(topic), guide.question(topic)) for topic in picked]


def _likeliest(turn: Turn) -> str:
    names = (_STANDS_FOR.get(name, name) for name, _chance in turn.ranking)
    return next((name for name in names if name in TOPICS), "nonsense")
