"""Answers about cost, hours, eligibility and secrecy: in general, or of the service talked about."""

from __future__ import annotations

from actions.naming import named_service, points_back
from actions.reply import Bubbles
from actions.turn import Question, Turn
from bot.guide.answers import Guide

ATTRIBUTES = frozenset({"cost", "hours", "eligibility", "privacy"})


def attribute_answer(
    question: Question, turn: Turn, guide: Guide, *, told_of: str | None = None
) -> tuple[Bubbles, str | None]:
    """The bubbles, and the service they are about: the one named, or the one last talked of."""
    service = named_service(guide, question.text)
    if service is None and told_of in guide.catalogue.services:
        service = told_of
    if service is None and turn.last_topic in guide.catalogue.services and points_back(question.text):
        service = turn.last_topic
    bubbles = guide.answer(
        question.intent,
        speaker=turn.speaker,
        lang=turn.lang,
        now=turn.now,
        dated=turn.dated,
        text=question.text,
        of=service,
        people=turn.people,
    )
    return bubbles, service
