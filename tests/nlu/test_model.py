"""The real model behind its real door: what it understands, and how the door behaves."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from bot.assistant.rasa import RasaAssistant
from bot.conversation.entities import HandoffReason
from bot.desk.ports import Answer, Question
from bot.guide.answers import Guide
from bot.guide.profile import CityProfile
from bot.guide.topics import SMALL_TALK, TOPICS
from tests.fakes import NOON

PATIENCE_S = 30.0


class Someone:
    """A person with a conversation of their own."""

    def __init__(self, assistant: RasaAssistant) -> None:
        self._assistant = assistant
        self._session = uuid.uuid4().hex
        self._turn = 0

    async def says(self, text: str, *, key: str = "", now: datetime = NOON) -> Answer:
        self._turn += 1
        return await self._assistant.ask(Question(self._session, key or str(self._turn), text, "line", now))


@pytest.fixture
async def someone(rasa_url: str) -> AsyncIterator[Someone]:
    assistant = RasaAssistant(rasa_url, deadline_s=PATIENCE_S)
    yield Someone(assistant)
    await assistant.close()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("こんばんは", "greet"),
        ("ありがとうございました", "thanks"),
        ("あなたは人間ですか、AIですか", "bot_identity"),
        ("何ができるの？", "what_can_you_do"),
        ("電話で相談したいのですが番号を教えてください", "phone_consult"),
        ("ﾃﾞﾝﾜﾊﾞﾝｺﾞｳｵｼｴﾃ", "phone_consult"),
        ("Zoomで顔を見て相談できますか", "online_consult"),
        ("かぞくきょうしつってなんですか", "family_class"),
        ("kazoku kyoushitsu ni tsuite oshiete", "family_class"),
        ("息子が行ける居場所はありますか", "place"),
        ("同じ悩みの親と話せる会はありますか", "family_association"),
        ("まずどこに相談したらいいのか分かりません", "first_step"),
        ("昼夜逆転している息子にどう声をかけたらいいですか", "how_to_treat"),
        ("ごみの収集日を教えて", "out_of_scope"),
        ("🙂🙂🙂", "nonsense"),
        ("ｄｆｇｈｊｋ", "nonsense"),
    ],
)
async def test_model_understands_a_message_of_each_kind(someone: Someone, text: str, topic: str) -> None:
    assert (await someone.says(text)).topic == topic


async def test_every_button_leads_to_its_topic(rasa_url: str) -> None:
    guide = Guide.from_folder(Path("data/catalogue"), CityProfile())
    assistant = RasaAssistant(rasa_url, deadline_s=PATIENCE_S)
    wrong = {}
    for topic in sorted(TOPICS - set(SMALL_TALK) - {"out_of_scope"}):
        answer = await Someone(assistant).says(guide.question(topic))
        if answer.topic != topic:
            wrong[topic] = (guide.question(topic), answer.topic)
    await assistant.close()
    assert wrong == {}


async def test_question_at_the_end_of_a_long_message_is_found(someone: Someone) -> None:
    story = "息子が部屋から出なくなって十年になります。主人とは口もききません。夜になると物音がします。"
    assert (await someone.says(story + "家まで来ていただくことはできますか")).topic == "home_visit"


async def test_two_questions_are_both_answered(someone: Someone) -> None:
    answer = await someone.says("家族教室とは何ですか？居場所はどんなところですか？")
    words = "".join(bubble.text for bubble in answer.bubbles)
    assert answer.topic == "family_class"
    assert "家族教室" in words
    assert "居場所" in words


async def test_talk_is_remembered_from_turn_to_turn(someone: Someone) -> None:
    await someone.says("家族教室ってなんですか")
    assert (await someone.says("それはいつ？")).topic == "family_class"
    assert "家族教室の費用" in (await someone.says("費用は？")).bubbles[0].text
    assert (await someone.says("ちがう、家族会のほう")).topic == "family_association"
    assert (await someone.says("もう一度")).topic == "repeat"


async def test_particulars_come_with_the_answer(someone: Someone) -> None:
    answer = await someone.says("大久保に住む38歳の息子のことで12月3日に二人で行きたいです")
    told = {(entity.name, entity.value) for entity in answer.entities}
    assert told == {
        ("area", "大久保"),
        ("age", "38"),
        ("who", "son"),
        ("date", "2026-12-03"),
        ("people", "2"),
    }


async def test_ages_told_are_remembered_for_what_is_offered(someone: Someone) -> None:
    await someone.says("中学2年の娘のことなんですが、どう声をかけたらいいですか")
    answer = await someone.says("まず何をすればいいですか")
    assert "学校" in "".join(choice.label for bubble in answer.bubbles for choice in bubble.choices)


@pytest.mark.parametrize(
    ("first", "follow"),
    [
        ("家族教室ってなんですか", "前もって申し込まんでも入れますか"),
        ("オンラインで相談したい", "つながり方がさっぱりわかりません"),
        ("事例検討会について", "訪問介護の者でも参加できますか"),
        ("家族会について教えて", "日にちはもう決まってますか"),
    ],
)
async def test_ellipsis_keeps_the_topic(someone: Someone, first: str, follow: str) -> None:
    topic = (await someone.says(first)).topic
    assert (await someone.says(follow)).topic == topic


async def test_number_answers_the_choices(someone: Someone) -> None:
    first = await someone.says("家族教室ってなんですか")
    choices = [choice for bubble in first.bubbles for choice in bubble.choices]
    by_number = await someone.says("２")
    assert by_number.topic != "nonsense"
    assert by_number.bubbles == (await someone.says(choices[1].text)).bubbles


async def test_human_is_called_when_asked_for(someone: Someone) -> None:
    assert (await someone.says("機械じゃなくて職員さんと話したいです")).handoff is HandoffReason.ASKED


async def test_danger_is_seen_by_the_second_net(someone: Someone) -> None:
    assert (await someone.says("もう死にたいです")).level.calls_human


async def test_same_turn_is_not_taken_twice(someone: Someone) -> None:
    await someone.says("家族教室ってなんですか", key="a")
    once = await someone.says("もう一度", key="b")
    assert await someone.says("もう一度", key="b") == once
    assert (await someone.says("場所は？", key="c")).topic == "family_class"


@pytest.mark.parametrize(
    "text", ["あ" * 5000, "\ud83d", "\x00\x07", "   ", "。", "[x](y)", "/restart", "{{x}}"]
)
async def test_odd_text_gets_an_answer(rasa_url: str, text: str) -> None:
    body = {
        "sender": uuid.uuid4().hex,
        "key": "1",
        "message": text,
        "channel": "line",
        "now": NOON.isoformat(),
    }
    async with httpx.AsyncClient(timeout=PATIENCE_S, trust_env=False) as client:
        response = await client.post(f"{rasa_url}/webhooks/desk/turn", content=json.dumps(body))
    assert response.status_code == 200
    assert response.json()["messages"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"sender": "a"},
        {"sender": "a", "message": "", "key": "1"},
        {"sender": 1, "message": "a", "key": "1"},
    ],
)
async def test_door_says_what_is_wrong_with_a_body(rasa_url: str, body: object) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S, trust_env=False) as client:
        response = await client.post(f"{rasa_url}/webhooks/desk/turn", json=body)
    assert response.status_code == 400
    assert response.json()["error"]


async def test_nothing_but_the_door_is_open(rasa_url: str) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S, trust_env=False) as client:
        assert (await client.get(f"{rasa_url}/conversations/x/tracker")).status_code == 404
        assert (await client.post(f"{rasa_url}/model/parse", json={"text": "a"})).status_code == 404
        assert (await client.post(f"{rasa_url}/webhooks/rest/webhook", json={})).status_code == 404
