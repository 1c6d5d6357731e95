"""The stream of new messages, over a real connection."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest

from bot.channels.webchat.live import STREAMS_MAX, Live
from bot.channels.webchat.token import contact_of
from bot.desk.bell import Bell
from tests.desks import TestDesk
from tests.flows.test_webchat import conversation_of
from tests.flows.web_app import Page, serving, web_app

WAIT_S = 5.0


@pytest.fixture
async def page(desk: TestDesk) -> AsyncIterator[Page]:
    async with serving(web_app(desk)) as url, httpx.AsyncClient(base_url=url, timeout=WAIT_S) as client:
        yield await Page.open(client)


class Stream:
    """Reads events one by one."""

    def __init__(self, answer: httpx.Response) -> None:
        self.status = answer.status_code
        self._lines = answer.aiter_lines()

    async def next(self) -> tuple[str, str, Any]:
        """The next event as (kind, id, data)."""
        found = {"event": "", "id": "", "data": ""}
        async with asyncio.timeout(WAIT_S):
            async for line in self._lines:
                field, _, value = line.partition(": ")
                if not line and found["data"]:
                    return found["event"], found["id"], json.loads(found["data"])
                if field in found:
                    found[field] = value
        raise AssertionError("the stream ended")

    async def texts(self, count: int) -> list[str]:
        """The texts of the next `count` messages."""
        texts: list[str] = []
        while len(texts) < count:
            kind, _, data = await self.next()
            if kind == "message":
                texts.append(data["text"])
        return texts


@asynccontextmanager
async def stream(page: Page, last_id: int | None = None) -> AsyncIterator[Stream]:
    headers = page.headers | ({} if last_id is None else {"Last-Event-ID": str(last_id)})
    async with page.client.stream("GET", "/webchat/events", headers=headers) as answer:
        yield Stream(answer)


async def test_stream_says_at_once_who_answers_when_opened(page: Page) -> None:
    async with stream(page) as heard:
        assert await heard.next() == ("state", "", {"answering": "assistant"})


async def test_stream_delivers_the_counselors_words_when_they_reply(page: Page, desk: TestDesk) -> None:
    counselor = await desk.counselor()
    await page.post("話を聞いてほしい")
    await desk.work()
    conversation = await conversation_of(page, desk)
    async with stream(page) as heard:
        assert await heard.texts(2) == ["話を聞いてほしい", "「話を聞いてほしい」ですね。"]
        assert (await heard.next())[0] == "state"
        await desk.counsel.claim(conversation, counselor)
        await desk.counsel.reply(conversation, counselor, "お待たせしました。")
        events = [await heard.next() for _ in range(3)]
    said = [data for kind, _, data in events if kind == "message"]
    assert (
        said[-1]["author"],
        said[-1]["counselor"],
        said[-1]["text"],
    ) == ("counselor", "佐藤", "お待たせしました。")
    assert {"answering": "counselor"} in [data for kind, _, data in events if kind == "state"]


async def test_stream_goes_on_where_it_broke_off_when_resumed(page: Page, desk: TestDesk) -> None:
    await page.post("一つ目")
    await desk.work()
    last = (await page.history())[-1]["id"]
    await page.post("二つ目")
    await desk.work()
    async with stream(page, last) as heard:
        assert await heard.texts(2) == ["二つ目", "「二つ目」ですね。"]


async def test_stream_tells_nothing_of_others_when_they_write(page: Page, desk: TestDesk) -> None:
    other = await Page.open(page.client)
    async with stream(page) as heard:
        await heard.next()
        await other.post("ほかの人のこと")
        await page.post("わたしのこと")
        await desk.work()
        assert await heard.texts(1) == ["わたしのこと"]


async def test_stream_is_refused_when_too_many_are_open(page: Page) -> None:
    async with AsyncExitStack() as stack:
        heard = [await stack.enter_async_context(stream(page)) for _ in range(STREAMS_MAX)]
        for one in heard:
            await one.next()
        assert (await stack.enter_async_context(stream(page))).status == 429


async def test_stream_begins_anew_when_the_last_id_makes_no_sense(page: Page, desk: TestDesk) -> None:
    await page.post("こんにちは")
    headers = page.headers | {"Last-Event-ID": "-5; drop"}
    async with page.client.stream("GET", "/webchat/events", headers=headers) as answer:
        assert await Stream(answer).texts(1) == ["こんにちは"]


async def test_stream_delivers_when_nobody_rang(page: Page, desk: TestDesk) -> None:
    live = Live(desk.store, Bell(), "webchat", look_s=0.01)
    events = live.stream(contact_of(page.token), 0, lambda: False)
    async with asyncio.timeout(WAIT_S):
        assert (await anext(events)).event == "state"
        await page.post("だれも鳴らさない")
        assert (await anext(events)).event == "message"
    await events.aclose()  # type: ignore[attr-defined]


async def test_stream_ends_when_the_server_stops(page: Page, desk: TestDesk) -> None:
    live = Live(desk.store, desk.bell, "webchat")
    assert [event async for event in live.stream(contact_of(page.token), 0, lambda: True)] == []
