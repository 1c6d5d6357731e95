"""That was not it; yes, please; no, thank you."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.answers import answer_to
from actions.base import TurnAction
from actions.humans import call_human
from actions.offers import likely_choices
from actions.reply import bubble, choice, reply
from actions.turn import Question, Turn
from bot.guide.answers import Guide

HUMAN = "human"


class Correct(TurnAction):
    """Answers what was meant where it was said, or asks what it was."""

    def name(self) -> str:
        return "action_correct"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        if turn.meant is not None:
            bubbles, subject = answer_to(turn.meant, turn, guide)
            return reply(dispatcher, turn, turn.meant.intent, bubbles, subject=subject)
        choices = _others(turn, guide)
        return reply(
            dispatcher,
            turn,
            turn.last_topic or "what_can_you_do",
            [bubble(wording.WHAT_WAS_MEANT[turn.lang], choices)],
        )


class Agree(TurnAction):
    """Does what was offered, or asks which of the choices it is."""

    def name(self) -> str:
        return "action_agree"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        if turn.offered == HUMAN:
            return call_human(turn, guide, dispatcher)
        if turn.offered:
            bubbles, subject = answer_to(Question(guide.question(turn.offered), turn.offered), turn, guide)
            return reply(dispatcher, turn, turn.offered, bubbles, subject=subject)
        choices = [one for said in turn.last_answer for one in said["choices"]] or _others(turn, guide)
        topic = turn.last_topic or "thanks"
        return reply(dispatcher, turn, topic, [bubble(wording.AGREED[turn.lang], choices)])


class Decline(TurnAction):
    """Lets it be."""

    def name(self) -> str:
        return "action_decline"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        menu = choice(guide.label("what_can_you_do"), guide.question("what_can_you_do"))
        return reply(dispatcher, turn, "thanks", [bubble(wording.DECLINED[turn.lang], [menu])])


def _others(turn: Turn, guide: Guide) -> list[dict[str, str]]:
    """Likely choices: of this message first, then of what was said last."""
    said = [one for bubble_ in turn.last_answer for one in bubble_["choices"]]
    human = choice(wording.HUMAN[turn.lang], wording.HUMAN_SAYS)
    by_text = {
        one["text"]: one for one in (*likely_choices(turn, guide)[:2], *said) if one["text"] != human["text"]
    }
    return [*list(by_text.values())[:3], human]
