"""The counter: where the talk meets the clerk, who books, asks and finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import structlog

from bot.conversation.content import Bubble
from bot.conversation.entities import MessageKind
from bot.conversation.levels import RiskLevel
from bot.desk.ports import Answer, UnitOfWork
from bot.desk.turn import Clerking, Hearing, Outcome, Turn
from bot.guide.bubbles import speaker_group
from bot.guide.ports import UnitOfWork as GuideUnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.clerk import Clerk
from bot.guide.procedures.engine import CONFIRM, Heard
from bot.guide.procedures.hearing import is_figure
from bot.guide.procedures.listing import in_two, with_choices
from bot.guide.procedures.said import looks_like_question, meaning
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.requests.kinds import RequestKind

log = structlog.get_logger()

_SPOKEN = (MessageKind.TEXT, MessageKind.POSTBACK)
_WHILE_WAITING = (RequestKind.CALL_BACK, RequestKind.CHAT_APPOINTMENT)
_YES_OR_NO = frozenset({CONFIRM, "wait", "sure"})
_MEANT = {"affirm": "はい", "deny": "いいえ"}
_NO_ANSWER = frozenset(
    {
        "nonsense", "chitchat", "greet", "thanks", "goodbye", "repeat", "family_class_book", "nlu_fallback",
        "affirm", "deny", "correction", "risk", "talk_to_human",
    }
)  # fmt: skip
"""What the assistant understood when a text was meant for the clerk all along."""
_SURE = 0.6
"""Confidence from which the assistant's answer comes between the clerk's questions."""


@dataclass(frozen=True, slots=True)
class Counter:
    """Decides what is for the clerk, and lets the clerk do it within the turn's transaction."""

    clerk: Clerk

    async def hears(self, uow: UnitOfWork, turn: Turn, now: datetime) -> Hearing:
        """Whether the message is for the clerk. A fault in here must not cost anybody an answer."""
        if turn.message.kind not in _SPOKEN:
            return Hearing()
        guide, contact_id = cast(GuideUnitOfWork, uow), turn.conversation.contact.id
        try:
            procedure = await self.clerk.current(guide, contact_id, now)
            heard = await self.clerk.hears(guide, contact_id, procedure, turn.message.text, now)
            return Hearing(heard, procedure)
        except Exception as error:
            log.error("clerk_deaf", message=turn.message.id, error=type(error).__name__)
            return Hearing()

    async def dated(self, uow: UnitOfWork, now: datetime) -> tuple[str, ...]:
        """The services that have dates or places to show."""
        try:
            return await self.clerk.dated(cast(GuideUnitOfWork, uow), now)
        except Exception as error:
            log.error("dates_not_read", error=type(error).__name__)
            return ()

    async def words(self, uow: UnitOfWork, turn: Turn, outcome: Outcome, now: datetime) -> tuple[Bubble, ...]:
        """Do the clerk's part of an outcome; all that is said in the end."""
        guide, contact_id = cast(GuideUnitOfWork, uow), turn.conversation.contact.id
        text = outcome.said or turn.message.text
        match outcome.clerking:
            case Clerking.TAKES:
                return (*outcome.bubbles, *await self.clerk.takes(guide, contact_id, text, now))
            case Clerking.GOES_ON:
                topic = outcome.answer.topic if outcome.answer else ""
                shown = await self.clerk.shows(guide, contact_id, topic, text, now, outcome.bubbles)
                return (*in_two(shown), *await self.clerk.goes_on(guide, contact_id, now))
            case Clerking.SHOWS if outcome.answer is not None:
                topic = outcome.answer.topic
                return await self.clerk.shows(guide, contact_id, topic, text, now, outcome.bubbles)
            case Clerking.NEAREST if turn.spot is not None:
                return await self.clerk.nearest(guide, contact_id, turn.spot, now)
            case Clerking.PAUSES:
                return with_choices(outcome.bubbles, await self.clerk.pauses(guide, contact_id, now))
            case Clerking.FOLLOWS if outcome.answer is not None:
                return await self.clerk.follows(
                    guide, contact_id, outcome.answer.topic, text, now, outcome.bubbles,
                    family=is_family(turn, outcome.answer), speaker=outcome.answer.speaker,
                    wishes=not outcome.answer.intent.startswith("follow_"),
                )  # fmt: skip
            case Clerking.FORGETS:
                await self.clerk.forgets(guide, contact_id)
        return outcome.bubbles


def takes(turn: Turn) -> bool:
    """Whether the message goes to the clerk without asking the assistant."""
    return turn.hearing.heard is Heard.MINE and (
        turn.assessment.level is RiskLevel.NONE
        or is_request(turn.hearing.procedure)
        # 「なし」 tells nothing: what worries stood in the words before, and was cared for there.
        or (turn.assessment.level is RiskLevel.ELEVATED and says_nothing_new(turn))
    )


def says_nothing_new(turn: Turn) -> bool:
    """Whether a message is for the clerk, and only a word that steers, a number or a count."""
    text = turn.message.text
    return turn.hearing.heard is Heard.MINE and (meaning(text) is not None or is_figure(text))


def shows_dates(turn: Turn) -> bool:
    """Whether dates and places will stand below the assistant's answer."""
    return turn.hearing.procedure is None or turn.assessment.level is RiskLevel.NONE


def takes_while_waiting(turn: Turn) -> bool:
    """While somebody waits for a human, only another way to that human can be arranged."""
    begun = choices.begun_by(turn.message.text) or turn.hearing.procedure
    return (
        turn.hearing.heard is Heard.MINE
        and not turn.assessment.level.calls_human
        and is_request(begun)
        and begun is not None
        and RequestKind(begun.about) in _WHILE_WAITING
    )


def is_request(procedure: Procedure | None) -> bool:
    """Whether somebody is about to ask the desk for help: worry in the words is part of it."""
    return procedure is not None and procedure.kind is Kind.REQUEST and not procedure.paused


_TOPICS = {
    RequestKind.CALL_BACK: "phone_consult",
    RequestKind.CHAT_APPOINTMENT: "talk_to_human",
    RequestKind.ONLINE_CONSULT: "online_consult",
    RequestKind.VISIT_CONSULT: "visit_consult",
    RequestKind.HOME_VISIT: "home_visit",
    RequestKind.OUTREACH_LECTURE: "outreach_lecture",
    RequestKind.PAMPHLET_MAIL: "pamphlet",
    RequestKind.PAMPHLET_COUNTER: "pamphlet",
    RequestKind.PLACE_GRANT: "place_run",
    RequestKind.TRAINING: "staff_training",
}


def topic_of(turn: Turn, outcome: Outcome) -> str:
    """What a message was about: the assistant's word, or what the clerk is busy with."""
    if outcome.answer is not None and outcome.clerking is not Clerking.TAKES:
        return outcome.answer.topic
    if outcome.clerking is Clerking.NEAREST:
        return "place"
    if outcome.clerking is not Clerking.TAKES:
        return ""
    procedure = choices.begun_by(turn.message.text) or turn.hearing.procedure
    if procedure is None or procedure.kind in (Kind.BOOK, Kind.CHANGE, Kind.CANCEL, Kind.LOOK):
        asks = procedure is not None and looks_like_question(turn.message.text)
        about = procedure.about if procedure is not None else ""
        return about if about and (asks or about != "family_class") else "family_class_book"
    if procedure.kind in (Kind.FIND_PLACE, Kind.SEE_PLACES):
        return "place"
    return "" if procedure.kind is Kind.DONE else _TOPICS[RequestKind(procedure.about)]


def is_aside(turn: Turn, answer: Answer | None) -> bool:
    """Whether a text came between the clerk's questions, and neither worry nor a human matters more."""
    if turn.hearing.heard is not Heard.ASIDE or turn.assessment.level is not RiskLevel.NONE:
        return False
    return answer is None or (answer.handoff is None and not answer.level.calls_human)


def after_aside(turn: Turn, answer: Answer | None) -> Outcome:
    """What becomes of a text that might have been an answer to the clerk's question."""
    procedure = turn.hearing.procedure
    if answer is not None and procedure is not None and procedure.asked in _YES_OR_NO:
        meant = _MEANT.get(answer.intent)
        if meant and answer.confidence >= _SURE:
            return Outcome(clerking=Clerking.TAKES, said=meant, answer=answer)
    asks_else = (
        answer is not None
        and answer.topic not in _NO_ANSWER
        and answer.intent not in _NO_ANSWER
        and answer.confidence >= _SURE
    )
    if asks_else and answer is not None:
        return Outcome(answer.bubbles, clerking=Clerking.GOES_ON, answer=answer)
    return Outcome(clerking=Clerking.TAKES, answer=answer)


def other_ways(bubbles: tuple[Bubble, ...]) -> tuple[Bubble, ...]:
    """The bubbles with the buttons for somebody who cannot telephone now."""
    return with_choices(
        bubbles,
        (choices.REQUESTS[RequestKind.CHAT_APPOINTMENT], choices.REQUESTS[RequestKind.CALL_BACK]),
    )


def is_family(turn: Turn, answer: Answer) -> bool:
    """Whether a family member is writing about somebody else."""
    return speaker_group(answer.speaker or turn.assessment.speaker.value) == "family"
