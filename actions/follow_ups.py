"""Questions by ellipsis (それはいつ？ 場所は？): answered for what was talked about last."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.base import TurnAction
from actions.naming import named_service
from actions.reply import Bubbles, bubble, choice, reply
from actions.turn import Turn
from bot.guide.answers import Guide

_WITHOUT_SUBJECT = {
    "when": "hours",
    "where": "visit_consult",
    "how": "first_step",
    "who": "eligibility",
    "other": "what_can_you_do",
    "more": "what_can_you_do",
}
"""What each question most likely means when nothing has been talked about yet."""


class FollowUp(TurnAction):
    """Answers when, where, how, who, what else or more of the last topic."""

    def name(self) -> str:
        return "action_follow_up"

    def answer(self, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher) -> list[EventType]:
        aspect = turn.intent.removeprefix("follow_")
        subject = named_service(guide, turn.text) or turn.last_topic
        if subject is None or _says_nothing_of(guide, subject, aspect):
            topic = _WITHOUT_SUBJECT[aspect]
            return reply(dispatcher, turn, topic, _plain(topic, turn, guide), subject=subject)
        bubbles = guide.answer(
            subject,
            aspect=aspect,
            speaker=turn.speaker,
            lang=turn.lang,
            now=turn.now,
            text=turn.text,
            dated=turn.dated,
            people=turn.people,
        )
        if _texts(bubbles) == _texts(turn.last_answer):
            return _nothing_new(subject, aspect, turn, guide, dispatcher)
        return reply(dispatcher, turn, subject, bubbles)


def _says_nothing_of(guide: Guide, subject: str, aspect: str) -> bool:
    """Whether people and hours of something that is no service are those of the consultation itself."""
    topic = guide.catalogue.topics.get(subject)
    return aspect in ("who", "when") and topic is not None and aspect not in topic.aspects


def _nothing_new(
    subject: str, aspect: str, turn: Turn, guide: Guide, dispatcher: CollectingDispatcher
) -> list[EventType]:
    """The same words twice help nobody: the general answer, with a way back to the subject."""
    topic = _WITHOUT_SUBJECT[aspect]
    bubbles = _plain(topic, turn, guide)
    if turn.lang == "ja":
        bubbles = [bubble(f"「{guide.label(subject)}」については、先ほどのとおりです。"), *bubbles][:3]
    bubbles[-1]["choices"] = [choice(guide.label(subject), guide.question(subject)), *bubbles[-1]["choices"]][
        :4
    ]
    return reply(dispatcher, turn, subject, bubbles)


def _plain(topic: str, turn: Turn, guide: Guide) -> Bubbles:
    bubbles: Bubbles = guide.answer(
        topic, speaker=turn.speaker, lang=turn.lang, now=turn.now, dated=turn.dated
    )
    return bubbles


def _texts(bubbles: Bubbles) -> list[str]:
    return [one["text"] for one in bubbles]
