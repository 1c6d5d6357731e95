"""Webhooks over HTTP: what is refused, what is stored, what is asked for again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from bot.desk.ports import StoreUnavailable
from bot.desk.receive import Receive
from bot.web.limits import BODY_MAX
from tests.desks import TestDesk
from tests.flows.web_app import SIGNATURE, client_of, sign, web_app


@pytest.fixture
def client(desk: TestDesk) -> httpx.AsyncClient:
    return client_of(web_app(desk))


async def deliver(
    client: httpx.AsyncClient, body: Any, *, signature: str | None = "", url: str = "/webhooks/line"
) -> httpx.Response:
    """Post a body; the signature is right unless another, or None, is given."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {} if signature is None else {SIGNATURE: signature or sign(raw)}
    return await client.post(url, content=raw, headers=headers)


def events(*texts: str) -> dict[str, Any]:
    return {"events": [{"id": f"event-{number}", "text": text} for number, text in enumerate(texts)]}


async def stored(desk: TestDesk) -> list[str]:
    async with desk.store.read() as uow:
        conversations = await uow.conversations.of_contact("line", "U1")
        return [m.text for c in conversations for m in await uow.messages.transcript(c.id)]


async def test_webhook_stores_the_message_when_signed(client: httpx.AsyncClient, desk: TestDesk) -> None:
    answer = await deliver(client, events("こんにちは"))
    assert (answer.status_code, answer.json()) == (200, {})
    assert await stored(desk) == ["こんにちは"]


async def test_webhook_answers_200_when_there_are_no_events(client: httpx.AsyncClient) -> None:
    assert (await deliver(client, {"events": []})).status_code == 200


@pytest.mark.parametrize(
    ("signature", "status"), [(None, 400), ("0" * 64, 401), ("しるし".encode().hex(), 401)]
)
async def test_webhook_stores_nothing_when_the_signature_is_not_right(
    client: httpx.AsyncClient, desk: TestDesk, signature: str | None, status: int
) -> None:
    answer = await deliver(client, events("こんにちは"), signature=signature)
    assert answer.status_code == status
    assert await stored(desk) == []


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[]", b""])
async def test_webhook_stores_nothing_when_the_body_has_a_wrong_shape(
    client: httpx.AsyncClient, desk: TestDesk, body: bytes
) -> None:
    answer = await deliver(client, body)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert await stored(desk) == []


async def test_webhook_answers_413_when_the_body_is_too_large(
    client: httpx.AsyncClient, desk: TestDesk
) -> None:
    answer = await deliver(client, events("あ" * BODY_MAX))
    assert (answer.status_code, answer.json()) == (413, {"error": "body_too_large"})
    assert await stored(desk) == []


async def test_webhook_answers_413_when_a_streamed_body_grows_too_large(client: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(BODY_MAX // 100_000 + 1):
            yield b"x" * 100_000

    answer = await client.post("/webhooks/line", content=chunks(), headers={SIGNATURE: "x"})
    assert answer.status_code == 413


async def test_webhook_stores_an_event_once_when_delivered_side_by_side(
    client: httpx.AsyncClient, desk: TestDesk
) -> None:
    answers = await asyncio.gather(*(deliver(client, events("一度だけ")) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert await stored(desk) == ["一度だけ"]


async def test_webhook_stores_all_in_order_when_a_body_has_a_hundred_events(
    client: httpx.AsyncClient, desk: TestDesk
) -> None:
    texts = [f"{number}番目" for number in range(100)]
    assert (await deliver(client, events(*texts))).status_code == 200
    assert await stored(desk) == texts


async def test_webhook_counts_an_event_when_nobody_needs_to_act_on_it(
    client: httpx.AsyncClient, desk: TestDesk
) -> None:
    assert (await deliver(client, {"events": [{"id": "1"}]})).status_code == 200
    assert await stored(desk) == []
    async with client_of(web_app(desk), host="127.0.0.1") as local:
        assert (
            'akari_ignored_events_total{channel="line",reason="no_text"}'
            in (await local.get("/metrics")).text
        )


@pytest.mark.parametrize("url", ["/webhooks/telegram", "/webhooks/webchat"])
async def test_webhook_does_not_exist_when_the_channel_is_not_configured(
    client: httpx.AsyncClient, url: str
) -> None:
    assert (await deliver(client, events("x"), url=url)).status_code == 404


class StoreAway:
    """A store whose database is down, or never answers."""

    def __init__(self, *, hangs: bool = False) -> None:
        self.hangs = hangs

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Any]:
        if self.hangs:
            await asyncio.Event().wait()
        raise StoreUnavailable("OperationalError")
        yield

    read = write


def receive_with(desk: TestDesk, store: StoreAway) -> Receive:
    return Receive(store, desk.screen, desk.clock, desk.bell)


async def test_webhook_asks_for_redelivery_when_the_database_is_down(desk: TestDesk) -> None:
    client = client_of(web_app(desk, receive=receive_with(desk, StoreAway())))
    answer = await deliver(client, events("こんにちは"))
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


async def test_webhook_asks_for_redelivery_when_the_database_hangs(desk: TestDesk) -> None:
    client = client_of(web_app(desk, receive=receive_with(desk, StoreAway(hangs=True)), deadline_s=0.05))
    assert (await deliver(client, events("こんにちは"))).status_code == 503


async def test_answer_keeps_the_error_to_itself_when_something_breaks(desk: TestDesk) -> None:
    class Broken:
        async def __call__(self, channel: str, events: object) -> int:
            raise RuntimeError("息子のこと")

    answer = await deliver(client_of(web_app(desk, receive=Broken())), events("息子のこと"))
    assert (answer.status_code, answer.json()) == (500, {"error": "internal"})
