"""Answering one message of the inbox: screen it fully, decide, act, all or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.conversation.assessment import Assessment
from bot.conversation.content import Author
from bot.conversation.entities import Conversation, HandoffReason, Message, MessageKind
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk import wording
from bot.desk.bell import Bell, Change
from bot.desk.counter import (
    Counter,
    after_aside,
    is_aside,
    other_ways,
    says_nothing_new,
    shows_dates,
    takes,
    takes_while_waiting,
    topic_of,
)
from bot.desk.decide import Course, Situation, decide
from bot.desk.guidance import Guidance
from bot.desk.phrases import cannot_call, wants_assistant_back, wants_human
from bot.desk.ports import (
    Answer,
    Assistant,
    AssistantUnavailable,
    Clock,
    InboxRow,
    Question,
    Screen,
    Store,
    StoreConflict,
    StoreUnavailable,
    UnitOfWork,
)
from bot.desk.receive import RECENT_TEXTS, RECENT_WINDOW
from bot.desk.say import Channels, say
from bot.desk.spots import Spots
from bot.desk.turn import Clerking, Handled, HandledElsewhere, Outcome, Turn

__all__ = ["Handled", "HandledElsewhere", "Respond"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Respond:
    """Handles one inbox row. Safe to run again: only the first run that ends well counts."""

    store: Store
    screen: Screen
    assistant: Assistant
    channels: Channels
    guidance: Guidance
    clock: Clock
    bell: Bell
    counter: Counter
    spots: Spots = field(default_factory=Spots)

    async def __call__(self, row: InboxRow) -> Handled:
        """Answer one message. HandledElsewhere when another worker was quicker."""
        turn = await self._read(row)
        course = decide(self._situation(turn))
        outcome = await self._ask_or_take(turn) if course is Course.ASK else self._without(turn, course)
        await self._write_safely(turn, outcome)
        self.spots.forget(turn.message.id)
        return Handled(
            course,
            turn.assessment,
            outcome.answer,
            outcome.handoff,
            outcome.clerking,
            topic_of(turn, outcome),
        )

    async def _ask_or_take(self, turn: Turn) -> Outcome:
        """The clerk's own questions come first; what may be something else goes to the assistant."""
        if takes(turn):
            taken = Outcome(clerking=Clerking.TAKES)
            return taken if says_nothing_new(turn) else self._with_care(turn, taken)
        answer = await self._ask(turn)
        if is_aside(turn, answer):
            return after_aside(turn, answer)
        return self._from_answer(turn, answer)

    async def _read(self, row: InboxRow) -> Turn:
        since = self.clock.now() - RECENT_WINDOW
        async with self.store.read() as uow:
            conversation = await uow.conversations.get(row.conversation_id)
            message = await uow.messages.get(row.message_id)
            recent = await uow.messages.recent_texts(
                row.conversation_id, before_id=row.message_id, since=since, limit=RECENT_TEXTS
            )
            levels = await uow.messages.recent_levels(
                row.conversation_id, before_id=row.message_id, limit=RECENT_TEXTS
            )
            handoff = await uow.handoffs.open_of(row.conversation_id)
            called = handoff.level if handoff else None
            spot = self.spots.look(message.id)
            quick = message.assessment or Assessment.failed()
            turn = Turn(row, conversation, message, quick, levels, called, spot=spot)
            now = self.clock.now()
            hearing = await self.counter.hears(uow, turn, now)
            dated = await self.counter.dated(uow, now)
        turn = replace(turn, hearing=hearing, dated=dated)
        # 「なし」 to the clerk's question says nothing about the words before it.
        before = () if says_nothing_new(turn) else recent
        assessment = await self._assess(message, before, levels)
        return replace(turn, assessment=assessment)

    async def _assess(
        self, message: Message, recent: Sequence[str], levels: Sequence[RiskLevel]
    ) -> Assessment:
        quick = message.assessment or Assessment.failed()
        if message.kind not in (MessageKind.TEXT, MessageKind.POSTBACK):
            return _lone_sign(message, quick, levels)
        try:
            return await asyncio.to_thread(self.screen.full, message.text, recent)
        except Exception:
            # The model failed. The rules' word stands where there is one; else a human is asked.
            return quick

    @staticmethod
    def _situation(turn: Turn) -> Situation:
        return Situation(
            status=turn.conversation.status,
            assessment=turn.assessment,
            kind=turn.message.kind,
            wants_human=wants_human(turn.message.text),
            wants_assistant_back=wants_assistant_back(turn.message.text),
            cannot_call=cannot_call(turn.message.text),
            blank=not turn.message.text.strip(),
            talk_level=turn.conversation.level,
            called_level=turn.called_level,
        )

    async def _ask(self, turn: Turn) -> Answer | None:
        question = Question(
            session=turn.conversation.key,
            key=str(turn.message.id),
            text=turn.message.text,
            channel=turn.conversation.contact.channel,
            now=self.clock.now(),
            dated=turn.dated if shows_dates(turn) else (),
        )
        try:
            return await self.assistant.ask(question)
        except AssistantUnavailable:
            return None

    def _from_answer(self, turn: Turn, answer: Answer | None) -> Outcome:
        now = self.clock.now()
        if answer is None:
            away = self.guidance.assistant_away(turn.assessment, now)
            return Outcome(away, clerking=Clerking.PAUSES)
        if answer.level.calls_human:
            seen = replace(turn.assessment, level=answer.level)
            return replace(self._protect(turn, seen), answer=answer)
        if answer.handoff is not None:
            # A complaint is answered first; who asks for a human hears only that one is coming.
            said = answer.bubbles[:2] if answer.handoff is HandoffReason.COMPLAINT else ()
            words = (*said, *self.guidance.handed_over(now, turn.message.text))
            return Outcome(words, answer.handoff, clerking=Clerking.FORGETS, answer=answer)
        if turn.assessment.level is RiskLevel.ELEVATED:
            clerking = Clerking.SHOWS if turn.hearing.procedure is None else Clerking.PAUSES
            return self._with_care(turn, Outcome(answer.bubbles, clerking=clerking, answer=answer))
        return Outcome(answer.bubbles, clerking=Clerking.FOLLOWS, answer=answer)

    def _with_care(self, turn: Turn, outcome: Outcome) -> Outcome:
        """The outcome with a kind word before it, where something worrying was said."""
        if turn.assessment.level is not RiskLevel.ELEVATED:
            return outcome
        bubbles = self.guidance.with_care(
            turn.assessment,
            outcome.bubbles,
            self.clock.now(),
            offer=turn.worry_repeats,
            text=turn.message.text,
        )
        return replace(outcome, bubbles=bubbles)

    def _without(self, turn: Turn, course: Course) -> Outcome:
        now = self.clock.now()
        match course:
            case Course.PROTECT:
                return self._protect(turn, turn.assessment)
            case Course.HAND_OVER:
                words = self.guidance.handed_over(now, turn.message.text)
                return Outcome(words, HandoffReason.ASKED, clerking=Clerking.FORGETS)
            case Course.WITHOUT_CALLING:
                words = self.guidance.cannot_call(turn.conversation.level, turn.message.text, now)
                return Outcome(other_ways(words), clerking=Clerking.FORGETS)
            case Course.TAKE_BACK:
                return Outcome((wording.taken_back(),), back=True)
            case Course.WELCOME:
                return Outcome(self.guidance.welcome())
            case Course.ACKNOWLEDGE if turn.spot is not None:
                return Outcome(clerking=Clerking.NEAREST)
            case Course.ACKNOWLEDGE:
                return Outcome((wording.wordless(turn.message.kind, turn.assessment.level),))
            case Course.LISTEN if takes_while_waiting(turn) and turn.conversation.status is Status.WAITING:
                return Outcome(clerking=Clerking.TAKES)
            case _:
                return Outcome()

    def _protect(self, turn: Turn, assessment: Assessment) -> Outcome:
        again = turn.called_level is not None and turn.called_level.calls_human
        bubbles = self.guidance.protect(assessment, turn.message.text, self.clock.now(), again=again)
        return Outcome(bubbles, HandoffReason.RISK, assessment.level, clerking=Clerking.FORGETS)

    async def _write_safely(self, turn: Turn, outcome: Outcome) -> None:
        """Keep the outcome. Where the clerk fails, the person hears so, and nothing half-done stays."""
        try:
            await self._write(turn, outcome)
        except (HandledElsewhere, StoreUnavailable, StoreConflict):
            raise
        except Exception as error:
            if outcome.clerking is Clerking.NOTHING:
                raise
            log.error("clerk_failed", message=turn.message.id, error=type(error).__name__)
            words = outcome.bubbles or self.guidance.assistant_away(turn.assessment, self.clock.now())
            await self._write(turn, replace(outcome, bubbles=words, clerking=Clerking.NOTHING))

    async def _write(self, turn: Turn, outcome: Outcome) -> None:
        now = self.clock.now()
        async with self.store.write() as uow:
            if not await uow.inbox.mark_handled(turn.row.id, now):
                raise HandledElsewhere(turn.row.id)
            await uow.messages.assess(turn.message.id, turn.assessment)
            await uow.conversations.settle_level(
                turn.conversation.id, max(turn.assessment.level, outcome.level)
            )
            if topic := topic_of(turn, outcome):
                await uow.messages.note_topic(turn.message.id, topic)
            await self._act(uow, turn, outcome, now)
        self._ring(turn, outcome)

    async def _act(self, uow: UnitOfWork, turn: Turn, outcome: Outcome, now: datetime) -> None:
        conversation = await uow.conversations.get(turn.conversation.id)
        if outcome.handoff is not None:
            handoff = await uow.handoffs.open(conversation.id, outcome.handoff, outcome.level, now)
            await uow.pagings.open(handoff.id, handoff.level, now)
        if conversation.status is Status.CLAIMED:
            # A human has taken over while the assistant was thinking: its words are dropped.
            bubbles = await self.counter.words(uow, turn, Outcome(clerking=Clerking.FORGETS), now)
        else:
            bubbles = await self.counter.words(uow, turn, outcome, now)
            await self._move(uow, conversation, outcome, now)
        if bubbles or outcome.bubbles:
            await uow.inbox.spend_reply_token(turn.row.id)
        await say(
            uow,
            self.channels,
            conversation,
            bubbles,
            Author.ASSISTANT,
            now,
            reply_token=turn.row.reply_token,
            risk=outcome.level.calls_human,
        )

    @staticmethod
    async def _move(uow: UnitOfWork, conversation: Conversation, outcome: Outcome, now: datetime) -> None:
        if outcome.handoff is not None and conversation.status is Status.WITH_ASSISTANT:
            await uow.conversations.change_status(conversation, Status.WAITING)
        if outcome.back:
            await uow.pagings.end(conversation.id)
            await uow.handoffs.mark_closed(conversation.id, now)
            await uow.conversations.change_status(conversation, Status.WITH_ASSISTANT)

    def _ring(self, turn: Turn, outcome: Outcome) -> None:
        conversation = turn.conversation
        ids = {"conversation_id": conversation.id, "contact_id": conversation.contact.id}
        self.bell.ring(Change.OUTBOX, **ids)
        self.bell.ring(Change.MESSAGE, **ids)
        asked = outcome.clerking is Clerking.TAKES
        if outcome.handoff or outcome.back or asked or turn.assessment.level > RiskLevel.NONE:
            self.bell.ring(Change.QUEUE, **ids)


def _lone_sign(message: Message, quick: Assessment, levels: Sequence[RiskLevel]) -> Assessment:
    """A crying sticker alone says little; after something worrying it says a lot."""
    if message.kind is MessageKind.STICKER and levels and levels[0] >= RiskLevel.ELEVATED:
        return replace(quick, level=max(quick.level, RiskLevel.ELEVATED))
    return quick
