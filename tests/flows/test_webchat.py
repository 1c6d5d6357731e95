"""The web chat over HTTP: sessions, posts, own transcripts, limits."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import httpx
import pytest

from bot.channels.webchat.token import contact_of
from bot.conversation.content import Author, Bubble, Call, Choice
from bot.conversation.entities import Conversation
from bot.conversation.status import Status
from bot.desk.phrases import SOS
from bot.desk.ports import Answer
from tests.desks import TestDesk
from tests.flows.test_webhooks import StoreAway, receive_with
from tests.flows.web_app import Page, client_of, web_app

CITY = "https://www.city.example.jp"


@pytest.fixture
def client(desk: TestDesk) -> httpx.AsyncClient:
    return client_of(web_app(desk, webchat_origins=[CITY]))


@pytest.fixture
async def page(client: httpx.AsyncClient) -> Page:
    return await Page.open(client)


async def test_page_shows_question_and_answer_when_the_assistant_has_answered(
    page: Page, desk: TestDesk
) -> None:
    bubble = Bubble("家族教室があります。", (Choice("くわしく", "くわしく教えて"),), (Call("窓口", "0000"),))
    desk.assistant.script["家族教室は？"] = Answer((bubble,))
    event_id = str(uuid4())
    assert (await page.post("家族教室は？", event_id)).status_code == 202
    await desk.work()
    question, answer = await page.history()
    assert (question["author"], question["text"], question["event_id"]) == (
        "contact",
        "家族教室は？",
        event_id,
    )
    assert (answer["author"], answer["text"]) == ("assistant", "家族教室があります。")
    assert answer["choices"] == [{"label": "くわしく", "text": "くわしく教えて"}]
    assert answer["calls"] == [{"label": "窓口", "number": "0000"}]
    assert await page.history(after=answer["id"]) == []


async def test_post_changes_nothing_when_repeated(page: Page) -> None:
    event_id = str(uuid4())
    answers = await asyncio.gather(*(page.post("一度だけ", event_id) for _ in range(4)))
    assert sorted(answer.text for answer in answers) == ['{"new":false}'] * 3 + ['{"new":true}']
    assert [message["text"] for message in await page.history()] == ["一度だけ"]


async def test_post_is_stored_when_another_contact_used_the_same_event_id(
    client: httpx.AsyncClient, page: Page
) -> None:
    other, event_id = await Page.open(client), str(uuid4())
    await other.post("ほかの人", event_id)
    assert (await page.post("わたし", event_id)).json() == {"new": True}


async def test_transcript_is_the_contacts_own_when_several_people_write(
    client: httpx.AsyncClient, page: Page
) -> None:
    other = await Page.open(client)
    await page.post("わたしのこと")
    await other.post("ほかの人のこと")
    assert [message["text"] for message in await other.history()] == ["ほかの人のこと"]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer " + "A" * 43, "Bearer あ"]
)
async def test_transcript_is_refused_when_the_token_is_not_known(
    client: httpx.AsyncClient, header: str
) -> None:
    headers = {"Authorization": header.encode()}
    for request in (
        client.get("/webchat/messages", headers=headers),
        client.get("/webchat/events", headers=headers),
    ):
        assert (await request).status_code == 401
    body = {"event_id": str(uuid4()), "text": "x"}
    assert (await client.post("/webchat/messages", json=body, headers=headers)).status_code == 401


async def test_token_is_not_stored_when_a_session_opens(page: Page, desk: TestDesk) -> None:
    async with desk.store.read() as uow:
        assert await uow.conversations.of_contact("webchat", page.token) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        b'{"event_id": "1", "text": "x"}',
        b'{"event_id": "0b6cbb6e-61c5-4a3e-8f0e-0c6ac8d1b1f1"}',
        b'{"event_id": "0b6cbb6e-61c5-4a3e-8f0e-0c6ac8d1b1f1", "text": 3}',
        b'{"event_id": "0b6cbb6e-61c5-4a3e-8f0e-0c6ac8d1b1f1", "text": " \\n\\u0000 "}',
    ],
)
async def test_post_is_refused_with_a_reason_when_misshapen(page: Page, body: bytes) -> None:
    headers = page.headers | {"Content-Type": "application/json"}
    answer = await page.client.post("/webchat/messages", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"].split(":")[0] in ("body", "event_id", "text")
    assert await page.history() == []


async def test_text_is_kept_up_to_its_limit_when_long(page: Page) -> None:
    assert (await page.post("😢" * 2000)).status_code == 202
    assert (await page.post("あ" * 2001)).status_code == 400
    assert [len(message["text"]) for message in await page.history()] == [2000]


async def test_text_survives_when_it_holds_half_characters_and_controls(page: Page) -> None:
    raw = b'{"event_id": "%s", "text": "a\\ud800b\\u0000c\\r\\nd\\u001b"}' % str(uuid4()).encode()
    headers = page.headers | {"Content-Type": "application/json"}
    assert (await page.client.post("/webchat/messages", content=raw, headers=headers)).status_code == 202
    assert [message["text"] for message in await page.history()] == ["a\ufffdbc\nd"]


async def test_post_is_refused_when_it_is_not_declared_as_json(client: httpx.AsyncClient) -> None:
    answer = await client.post("/webchat/session", content=b"{}", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


async def test_page_shows_all_conversations_when_one_was_closed(page: Page, desk: TestDesk) -> None:
    counselor = await desk.counselor()
    await page.post(SOS.text)
    await desk.work()
    conversation = await conversation_of(page, desk)
    await desk.counsel.claim(conversation, counselor)
    await desk.counsel.reply(conversation, counselor, "佐藤です。こんばんは。")
    answer = await page.client.get("/webchat/messages", headers=page.headers)
    assert answer.json()["answering"] == "counselor"
    await desk.counsel.close(conversation, counselor)
    await page.post("またお願いします")
    await desk.work()
    messages = await page.history()
    ids = [message["id"] for message in messages]
    assert ids == sorted(ids)
    assert ("counselor", "佐藤", "佐藤です。こんばんは。") in [
        (m["author"], m["counselor"], m["text"]) for m in messages
    ]
    assert messages[-1]["author"] == "assistant"


async def test_taken_back_message_goes_without_its_words_when_read(page: Page, desk: TestDesk) -> None:
    event_id = str(uuid4())
    await page.post("消したい言葉", event_id)
    contact = (await conversations_of(page, desk))[0].contact
    async with desk.store.write() as uow:
        await uow.messages.unsend("webchat", contact.external_id, event_id, desk.clock.now())
    (message,) = await page.history()
    assert (message["unsent"], message["text"]) == (True, "")


async def test_danger_opens_a_handoff_when_written_on_the_page(page: Page, desk: TestDesk) -> None:
    await page.post("もう死にたい")
    await desk.work()
    conversation = (await conversations_of(page, desk))[-1]
    assert conversation.status is Status.WAITING
    assert any("よりそいホットライン" in message["text"] for message in await page.history())


async def test_post_asks_to_try_again_when_the_database_is_down(desk: TestDesk) -> None:
    page = await Page.open(client_of(web_app(desk)))
    page.client = client_of(web_app(desk, receive=receive_with(desk, StoreAway())))
    answer = await page.post("こんにちは")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


async def test_pace_is_limited_when_a_client_posts_without_a_pause(page: Page) -> None:
    statuses = [(await page.post(f"{number}")).status_code for number in range(25)]
    assert statuses[:20] == [202] * 20
    assert 429 in statuses[20:]


async def test_pace_leaves_others_alone_when_one_page_posts_too_fast(
    client: httpx.AsyncClient, page: Page
) -> None:
    other = await Page.open(client)
    for number in range(25):
        await page.post(f"{number}")
    assert (await other.post("ほかの人")).status_code == 202


@pytest.mark.parametrize(("origin", "allowed"), [(CITY, CITY), ("https://elsewhere.example", None)])
async def test_other_sites_may_use_the_chat_only_when_configured(
    client: httpx.AsyncClient, origin: str, allowed: str | None
) -> None:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    preflight = await client.options("/webchat/messages", headers=asked)
    assert preflight.headers.get("access-control-allow-origin") == allowed
    answer = await client.get("/healthz", headers={"Origin": origin})
    assert "access-control-allow-origin" not in answer.headers


async def test_widget_is_served_to_any_page_when_embedded(client: httpx.AsyncClient) -> None:
    entry = await client.get("/webchat/akari-chat.js", headers={"Origin": "https://elsewhere.example"})
    assert entry.headers["content-type"].startswith("text/javascript")
    assert entry.headers["access-control-allow-origin"] == "*"
    assert f'SOS = "{SOS.text}"' in (await client.get("/webchat/chat/words.js")).text
    assert (await client.get("/webchat/chat/..%2frouter.py")).status_code == 404


async def test_chat_does_not_exist_when_switched_off(desk: TestDesk) -> None:
    app = web_app(desk, channels={})
    assert (await client_of(app).post("/webchat/session", json={})).status_code == 404
    assert "<akari-chat" not in (await client_of(app).get("/")).text


async def conversations_of(page: Page, desk: TestDesk) -> list[Conversation]:
    async with desk.store.read() as uow:
        return await uow.conversations.of_contact("webchat", contact_of(page.token))


async def conversation_of(page: Page, desk: TestDesk) -> int:
    return (await conversations_of(page, desk))[-1].id


def test_authors_are_the_words_the_widget_knows_when_listed() -> None:
    assert {author.value for author in Author} == {"contact", "assistant", "counselor", "system"}
