"""Answers about services, referrals and everything else that has a place in the catalogue."""

from __future__ import annotations

import re

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.attributes import ATTRIBUTES, attribute_answer
from actions.base import TurnAction
from actions.offers import OFFERED
from actions.reply import Bubbles, choice, reply
from actions.turn import Question, Turn
from bot.guide.answers import Guide
from bot.guide.topics import REFERRALS

_EACH = 2
"""Bubbles of each answer that are told where two questions are answered at once."""
_CHOICES = 4
_WITH_NUMBERS = (*REFERRALS, "visit_consult", "online_consult", "home_visit")
_BARE_NUMBER = re.compile(
    r"^(?:その|そこの|そちらの|あと)?(?:電話番号|番号|電話)[はを?？教えて下さいください。なん]*$"
)
_TORN = 0.2
"""Chance of a second reading from which it is offered beside the answer."""


class AnswerTopic(TurnAction):
    """Answers the topic of the message, or both topics of a message with two questions."""

    def name(self) -> str:
        return "action_answer"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        return answer_turn(turn, guide, dispatcher)


class AnswerAttribute(AnswerTopic):
    """Answers cost, hours, eligibility or secrecy."""

    def name(self) -> str:
        return "action_answer_attribute"


def answer_turn(turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
    """Answer the message's question, or its two questions."""
    questions = turn.parts or (Question(turn.text, _resumed(turn)),)
    first, subject = answer_to(questions[0], turn, guide)
    if len(questions) == 1:
        return reply(
            dispatcher, turn, questions[0].intent, _with_second_reading(first, turn, guide), subject=subject
        )
    second, _ = answer_to(questions[1], turn, guide, told_of=subject or questions[0].intent)
    return reply(dispatcher, turn, questions[0].intent, _joined(first, second, turn.lang), subject=subject)


def answer_to(
    question: Question, turn: Turn, guide: Guide, *, told_of: str | None = None
) -> tuple[Bubbles, str | None]:
    """The bubbles for one question, and what it was about where that is not its topic."""
    if question.intent in ATTRIBUTES:
        return attribute_answer(question, turn, guide, told_of=told_of)
    bubbles = guide.answer(
        question.intent,
        speaker=turn.speaker,
        lang=turn.lang,
        now=turn.now,
        dated=turn.dated,
        text=question.text,
        people=turn.people,
    )
    return bubbles, None


def _resumed(turn: Turn) -> str:
    """The intent; a bare 電話番号は after another office or service asks for that one's number."""
    if turn.intent == "phone_consult" and turn.last_topic in _WITH_NUMBERS and _BARE_NUMBER.match(turn.text):
        return turn.last_topic
    return turn.intent


def _joined(first: Bubbles, second: Bubbles, lang: str) -> Bubbles:
    """Two answers in three bubbles at most: the first question's words stay first."""
    one = "\n".join(bubble["text"] for bubble in first[:_EACH])
    other = "\n".join(bubble["text"] for bubble in second[:_EACH])
    last = {**second[-1], "text": f"{wording.SECOND[lang]}\n{other}"}
    links = [link for bubble in (*first, *second) for link in bubble["links"]]
    return [{**first[0], "text": one, "choices": [], "links": []}, {**last, "links": links}]


def _with_second_reading(bubbles: Bubbles, turn: Turn, guide: Guide) -> Bubbles:
    """The answer; where another reading was nearly as likely, that one is the first choice under it."""
    others = [name for name, chance in turn.ranking if chance >= _TORN and name != turn.intent]
    if not others or others[0] not in OFFERED or turn.lang != "ja":
        return bubbles
    other = choice(guide.label(others[0]), guide.question(others[0]))
    kept = [one for one in bubbles[-1]["choices"] if one["text"] != other["text"]]
    return [*bubbles[:-1], {**bubbles[-1], "choices": [other, *kept][:_CHOICES]}]
