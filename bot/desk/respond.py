"""Answering one message of the inbox: screen it fully, decide, act, all or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.assessment import Assessment
from bot.conversation.content import Author, Bubble
from bot.conversation.entities import Conversation, HandoffReason, Message, MessageKind
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk import wording
from bot.desk.bell import Bell, Change
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
    UnitOfWork,
)
from bot.desk.receive import RECENT_TEXTS, RECENT_WINDOW
from bot.desk.say import Channels, say


class HandledElsewhere(Exception):
    """Another worker has handled the row in the meantime; this attempt is undone."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message with all that is known before deciding about it."""

    row: InboxRow
    conversation: Conversation
    message: Message
    assessment: Assessment
    earlier_levels: Sequence[RiskLevel]
    called_level: RiskLevel | None

    @property
    def worry_repeats(self) -> bool:
        """Whether this message and the one before both are worrying."""
        return self.assessment.level >= RiskLevel.ELEVATED and any(
            level >= RiskLevel.ELEVATED for level in self.earlier_levels[:1]
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said and what becomes of the conversation."""

    bubbles: tuple[Bubble, ...] = ()
    handoff: HandoffReason | None = None
    level: RiskLevel = RiskLevel.NONE
    back: bool = False


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done with a message, for those who look on (the command line, tests)."""

    course: Course
    assessment: Assessment
    answer: Answer | None
    handoff: HandoffReason | None


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

    async def __call__(self, row: InboxRow) -> Handled:
        """Answer one message. HandledElsewhere when another worker was quicker."""
        turn = await self._read(row)
        course = decide(self._situation(turn))
        answer: Answer | None = None
        if course is Course.ASK:
            answer = await self._ask(turn)
            outcome = self._from_answer(turn, answer)
        else:
            outcome = self._without_assistant(turn, course)
        await self._write(turn, outcome)
        return Handled(course, turn.assessment, answer, outcome.handoff)

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
        assessment = await self._assess(message, recent, levels)
        called = handoff.level if handoff else None
        return Turn(row, conversation, message, assessment, levels, called)

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
        )
        try:
            return await self.assistant.ask(question)
        except AssistantUnavailable:
            return None

    def _from_answer(self, turn: Turn, answer: Answer | None) -> Outcome:
        now = self.clock.now()
        if answer is None:
            return Outcome(self.guidance.assistant_away(turn.assessment, now))
        if answer.level.calls_human:
            seen = replace(turn.assessment, level=answer.level)
            return self._protect(turn, seen)
        bubbles = answer.bubbles
        if answer.handoff is not None:
            # A complaint is answered first; who asks for a human hears only that one is coming.
            said = answer.bubbles[:2] if answer.handoff is HandoffReason.COMPLAINT else ()
            return Outcome((*said, *self.guidance.handed_over(now, turn.message.text)), answer.handoff)
        if turn.assessment.level is RiskLevel.ELEVATED:
            bubbles = self.guidance.with_care(
                turn.assessment, bubbles, now, offer=turn.worry_repeats, text=turn.message.text
            )
        return Outcome(bubbles)

    def _without_assistant(self, turn: Turn, course: Course) -> Outcome:
        now = self.clock.now()
        match course:
            case Course.PROTECT:
                return self._protect(turn, turn.assessment)
            case Course.HAND_OVER:
                return Outcome(self.guidance.handed_over(now, turn.message.text), HandoffReason.ASKED)
            case Course.WITHOUT_CALLING:
                return Outcome(self.guidance.cannot_call(turn.conversation.level, turn.message.text, now))
            case Course.TAKE_BACK:
                return Outcome((wording.taken_back(),), back=True)
            case Course.WELCOME:
                return Outcome(self.guidance.welcome())
            case Course.ACKNOWLEDGE:
                return Outcome((wording.wordless(turn.message.kind, turn.assessment.level),))
            case _:
                return Outcome()

    def _protect(self, turn: Turn, assessment: Assessment) -> Outcome:
        again = turn.called_level is not None and turn.called_level.calls_human
        bubbles = self.guidance.protect(assessment, turn.message.text, self.clock.now(), again=again)
        return Outcome(bubbles, HandoffReason.RISK, assessment.level)

    async def _write(self, turn: Turn, outcome: Outcome) -> None:
        now = self.clock.now()
        async with self.store.write() as uow:
            if not await uow.inbox.mark_handled(turn.row.id, now):
                raise HandledElsewhere(turn.row.id)
            await uow.messages.assess(turn.message.id, turn.assessment)
            await uow.conversations.settle_level(
                turn.conversation.id, max(turn.assessment.level, outcome.level)
            )
            await self._act(uow, turn, outcome, now)
        self._ring(turn, outcome)

    async def _act(self, uow: UnitOfWork, turn: Turn, outcome: Outcome, now: datetime) -> None:
        conversation = await uow.conversations.get(turn.conversation.id)
        if outcome.handoff is not None:
            handoff = await uow.handoffs.open(conversation.id, outcome.handoff, outcome.level, now)
            await uow.pagings.open(handoff.id, handoff.level, now)
        bubbles = outcome.bubbles
        if conversation.status is Status.CLAIMED:
            # A human has taken over while the assistant was thinking: its words are dropped.
            bubbles = ()
        else:
            await self._move(uow, conversation, outcome, now)
        if outcome.bubbles:
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
        if outcome.handoff or outcome.back or turn.assessment.level > RiskLevel.NONE:
            self.bell.ring(Change.QUEUE, **ids)


def _lone_sign(message: Message, quick: Assessment, levels: Sequence[RiskLevel]) -> Assessment:
    """A crying sticker alone says little; after something worrying it says a lot."""
    if message.kind is MessageKind.STICKER and levels and levels[0] >= RiskLevel.ELEVATED:
        return replace(quick, level=max(quick.level, RiskLevel.ELEVATED))
    return quick
