"""One suite over Rasa's adapter and its twin."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from bot.assistant.console import ConsoleAssistant
from bot.assistant.rasa import RasaAssistant
from bot.conversation.content import Choice
from bot.conversation.entities import HandoffReason
from bot.conversation.levels import RiskLevel
from bot.desk.ports import AssistantUnavailable, Entity, Question
from tests.fakes import NOON
from tests.platforms.line.serving import serving

Answering = Callable[[dict[str, Any]], Awaitable[Response]]


def question(text: str = "家族教室はありますか") -> Question:
    return Question("session", "1", text, "line", NOON)


class Door:
    """Speaks the protocol of Rasa's door; answers what it is told to."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []
        self.answer: Any = {"messages": [], "intent": "", "confidence": 0}
        self.status = 200
        self.raw: bytes | None = None
        self.hangs = False

    async def __call__(self, request: Request) -> Response:
        self.turns.append(await request.json())
        if self.hangs:
            await asyncio.Event().wait()
        if self.raw is not None:
            return Response(self.raw, media_type="application/json")
        return JSONResponse(self.answer, self.status)


def ours(**parts: Any) -> dict[str, Any]:
    message = {"recipient_id": "session", "custom": {"akari": parts}}
    return {"messages": [message], "intent": "family_class", "confidence": 0.9}


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def rasa(door: Door) -> AsyncIterator[RasaAssistant]:
    app = FastAPI()
    app.post("/webhooks/desk/turn", response_model=None)(door.__call__)
    async with serving(app) as base:
        assistant = RasaAssistant(base, deadline_s=0.5)
        yield assistant
        await assistant.close()


async def test_every_assistant_answers_with_something_to_say(rasa: RasaAssistant, door: Door) -> None:
    door.answer = ours(topic="family_class", bubbles=[{"text": "家族教室です"}])
    for assistant in (rasa, ConsoleAssistant()):
        answer = await assistant.ask(question())
        assert answer.topic == "family_class"
        assert all(bubble.text for bubble in answer.bubbles)


async def test_every_assistant_says_that_it_is_away(rasa: RasaAssistant, door: Door) -> None:
    door.status = 500
    twin = ConsoleAssistant()
    twin.away = "status_500"
    for assistant in (rasa, twin):
        with pytest.raises(AssistantUnavailable) as caught:
            await assistant.ask(question())
        assert caught.value.code == "status_500"


async def test_every_assistant_hands_over_when_a_human_is_wanted(rasa: RasaAssistant, door: Door) -> None:
    door.answer = ours(topic="talk_to_human", bubbles=[], handoff="asked")
    for assistant in (rasa, ConsoleAssistant()):
        assert (await assistant.ask(question("相談員と話したい"))).handoff is HandoffReason.ASKED


async def test_turn_carries_session_key_channel_time_and_dates(rasa: RasaAssistant, door: Door) -> None:
    door.answer = ours(bubbles=[{"text": "はい"}])
    await rasa.ask(replace(question("こんにちは"), dated=("family_class",)))
    assert door.turns == [
        {
            "sender": "session",
            "message": "こんにちは",
            "key": "1",
            "channel": "line",
            "now": NOON.isoformat(),
            "dated": ["family_class"],
        }
    ]


async def test_bubbles_keep_their_choices_and_level(rasa: RasaAssistant, door: Door) -> None:
    bubble = {"text": "はい", "choices": [{"label": "次", "text": "次へ"}], "links": [], "cards": []}
    door.answer = ours(topic="talk_to_human", bubbles=[bubble], level="high")
    answer = await rasa.ask(question())
    assert answer.bubbles[0].choices == (Choice("次", "次へ"),)
    assert answer.level is RiskLevel.HIGH


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ([], "malformed"),
        ({"messages": []}, "empty"),
        ({"messages": [{"custom": {"akari": {"bubbles": [{"no": "text"}]}}}]}, "malformed"),
        ({"messages": [{"custom": {"akari": {"bubbles": [{"text": "  "}]}}}]}, "empty"),
        ({"messages": [{"custom": {"akari": {"bubbles": [], "handoff": "perhaps"}}}]}, "malformed"),
        ({"messages": ["text"]}, "malformed"),
        ({"messages": [{"text": "はい"}], "confidence": "very"}, "malformed"),
    ],
)
async def test_answer_is_refused_when_it_cannot_be_used(
    rasa: RasaAssistant, door: Door, answer: Any, code: str
) -> None:
    door.answer = answer
    with pytest.raises(AssistantUnavailable) as caught:
        await rasa.ask(question())
    assert caught.value.code == code


async def test_answer_is_refused_when_it_is_not_json(rasa: RasaAssistant, door: Door) -> None:
    door.raw = b"<html>"
    with pytest.raises(AssistantUnavailable, match="malformed"):
        await rasa.ask(question())


async def test_asking_ends_at_the_deadline_when_rasa_hangs(rasa: RasaAssistant, door: Door) -> None:
    door.hangs = True
    with pytest.raises(AssistantUnavailable, match="timeout"):
        await rasa.ask(question())


async def test_asking_fails_at_once_when_nobody_listens() -> None:
    assistant = RasaAssistant("http://127.0.0.1:9", deadline_s=0.5)
    with pytest.raises(AssistantUnavailable, match="refused"):
        await assistant.ask(question())
    await assistant.close()


async def test_torn_emoji_reaches_rasa_whole_enough(rasa: RasaAssistant, door: Door) -> None:
    door.answer = ours(topic="chitchat", bubbles=[{"text": "はい"}])
    assert (await rasa.ask(question("\ud83d"))).bubbles
    assert door.turns[0]["message"]


async def test_particulars_of_the_message_come_with_the_answer(door: Door, rasa: RasaAssistant) -> None:
    told = [{"name": "age", "value": "38", "text": "38歳"}, {"name": "who", "value": "son"}]
    door.answer = {**ours(topic="place", bubbles=[{"text": "はい"}]), "entities": told}
    answer = await rasa.ask(question())
    assert answer.entities == (Entity("age", "38", "38歳"), Entity("who", "son"))


@pytest.mark.parametrize("entities", [["age"], [{"name": "age"}], 5])
async def test_malformed_particulars_are_a_fault_of_the_assistant(
    door: Door, rasa: RasaAssistant, entities: object
) -> None:
    door.answer = {**ours(topic="place", bubbles=[{"text": "はい"}]), "entities": entities}
    with pytest.raises(AssistantUnavailable, match="malformed"):
        await rasa.ask(question())
