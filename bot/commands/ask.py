"""`akari ask`: put texts to the whole front desk and see the answers; nothing is sent anywhere."""

from __future__ import annotations

import asyncio
import tempfile
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.bootstrap import Desk, build_assistant, build_screen
from bot.clock import StillClock, SystemClock
from bot.commands.rasa_up import rasa_up
from bot.commands.stock import stock
from bot.commands.texts import read_texts, write_line
from bot.conversation.entities import Conversation, MessageKind
from bot.desk.decide import Course
from bot.desk.events import Said
from bot.desk.ports import Clock
from bot.desk.respond import Handled
from bot.desk.turn import Clerking
from bot.facts import Facts
from bot.screening.cli import level_word
from bot.settings import Settings
from bot.store.migrate import migrate
from bot.store.unit_of_work import SqlStore

TOKYO = ZoneInfo("Asia/Tokyo")
PATIENCE_S = 20.0
"""How long one answer may take here, in seconds: nobody waits at the other end."""
AT_ONCE = 4
"""Separate conversations put to the desk side by side."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the lines are put."""

    conversation: bool = False
    at: datetime | None = None
    channel: str = "line"


def parse_at(text: str) -> datetime:
    """A moment such as 2026-11-23T02:10, in Japan's time where no zone is given; ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


async def ask(settings: Settings, options: Options) -> None:
    """Standard input to standard output, one JSON object a line, in order."""
    async for line in ask_texts(settings, list(read_texts()), options):
        write_line(line)


async def ask_texts(
    settings: Settings, texts: list[str], options: Options
) -> AsyncIterator[dict[str, object]]:
    """The answer to each text, in order; starts Rasa where it does not run."""
    patient = settings.model_copy(update={"assistant_deadline_s": PATIENCE_S})
    async with rasa_up(patient) as up, _desk(up, options) as desk:
        async for line in _answers(desk, texts, options):
            yield line


@asynccontextmanager
async def _desk(settings: Settings, options: Options) -> AsyncIterator[Desk]:
    """A desk of its own on a database that is thrown away, without any channel to send through."""
    clock: Clock = StillClock(options.at) if options.at else SystemClock()
    with tempfile.TemporaryDirectory(prefix="akari-ask-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'ask.sqlite'}"
        await migrate(url)
        store = SqlStore.at(url)
        try:
            await stock(store, settings, clock.now())
            yield Desk(
                settings=settings,
                store=store,
                screen=build_screen(settings),
                assistant=build_assistant(settings),
                channels={},
                facts=Facts(settings),
                clock=clock,
            )
        finally:
            await store.close()


async def _answers(desk: Desk, texts: list[str], options: Options) -> AsyncIterator[dict[str, object]]:
    width = 1 if options.conversation else AT_ONCE
    person = uuid.uuid4().hex
    pending: list[asyncio.Task[dict[str, object]]] = []
    for number, text in enumerate(texts):
        name = person if options.conversation else f"{person}-{number}"
        pending.append(asyncio.create_task(_turn(desk, options, name, number, text)))
        if len(pending) >= width:
            yield await pending.pop(0)
    for task in pending:
        yield await task


async def _turn(desk: Desk, options: Options, person: str, number: int, text: str) -> dict[str, object]:
    moment = desk.clock.now()
    if isinstance(desk.clock, StillClock) and options.conversation:
        desk.clock.moment = moment = moment + timedelta(seconds=30)
    said = Said(uuid.uuid4().hex, person, MessageKind.TEXT, text, moment)
    await desk.receive(options.channel, [said])
    async with desk.store.read() as uow:
        conversation = (await uow.conversations.of_contact(options.channel, person))[-1]
        row = await uow.inbox.next_of(conversation.id, desk.clock.now())
    if row is None:
        raise RuntimeError(f"line {number + 1} was not stored")
    handled = await desk.respond(row)
    return await _line(desk, conversation, text, handled)


async def _line(desk: Desk, conversation: Conversation, text: str, handled: Handled) -> dict[str, object]:
    async with desk.store.read() as uow:
        replies = [message.text for message in await uow.messages.last_outbound(conversation.id)]
    return {
        "text": text,
        "level": level_word(handled.assessment.level),
        **_understood(handled),
        "replies": replies,
        "handoff": handled.handoff is not None,
    }


_WITHOUT_ASSISTANT = {
    Course.PROTECT: ("risk", "talk_to_human"),
    Course.HAND_OVER: ("talk_to_human", "talk_to_human"),
    Course.ACKNOWLEDGE: ("nonsense", "nonsense"),
}


def _understood(handled: Handled) -> dict[str, object]:
    if handled.clerking is Clerking.TAKES:
        return {"intent": "clerk", "topic": handled.topic, "confidence": 1.0}
    if handled.answer is not None:
        answer = handled.answer
        return {"intent": answer.intent, "topic": answer.topic, "confidence": round(answer.confidence, 4)}
    intent, topic = _WITHOUT_ASSISTANT.get(handled.course, ("", "out_of_scope"))
    sure = 1.0 if handled.course in _WITHOUT_ASSISTANT else 0.0
    return {"intent": intent, "topic": topic, "confidence": sure}
