"""The page to chat on: what it asks of the stand-in, and what it gets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.platforms.line import Line, Webhook, line_app, serving
from tests.platforms.line.front import Front
from tests.platforms.line.ids import user_id

SAKURA = user_id("さくら")


class Page:
    """Speaks to the stand-in as the page does."""

    def __init__(self, client: httpx.AsyncClient, line: Line, front: Front) -> None:
        self.client, self.line, self.front = client, line, front

    async def act(self, name: str, person: str = SAKURA, **more: object) -> httpx.Response:
        return await self.client.post("/simulator/api/act", json={"person": person, "act": name, **more})

    async def state(self, person: str = SAKURA) -> dict[str, Any]:
        answer = await self.client.get("/simulator/api/state", params={"person": person})
        return dict(answer.json())


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    line, front = Line("token"), Front()
    async with serving(front.app) as desk:
        webhook = Webhook(line, f"{desk}/webhooks/line", "secret", waits=())
        transport = httpx.ASGITransport(app=line_app(line, webhook))
        async with httpx.AsyncClient(transport=transport, base_url="http://line") as client:
            yield Page(client, line, front)
        await webhook.close()


@pytest.mark.parametrize(
    "path", ["/simulator", "/simulator/simulator.css", "/simulator/simulator.js", "/simulator/chat.js"]
)
async def test_page_is_served(page: Page, path: str) -> None:
    answer = await page.client.get(path)
    assert answer.status_code == 200
    assert "http://" not in answer.text
    assert "https://" not in answer.text


@pytest.mark.parametrize("name", ["simulator.py", "..%2fsimulator.py", "other.js"])
async def test_page_serves_nothing_else(page: Page, name: str) -> None:
    assert (await page.client.get(f"/simulator/{name}")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "more", "event"),
    [
        ("text", {"text": "こんにちは"}, "message"),
        ("sticker", {"keywords": ["sad"]}, "message"),
        ("media", {"kind": "image"}, "message"),
        ("media", {"kind": "file"}, "message"),
        ("location", {}, "message"),
        ("follow", {}, "follow"),
        ("unfollow", {}, "unfollow"),
        ("tap", {"action": {"type": "message", "label": "はい", "text": "はい"}}, "message"),
        ("tap", {"action": {"type": "postback", "label": "はい", "data": "say=a"}}, "postback"),
    ],
)
async def test_act_is_delivered_and_shown(page: Page, kind: str, more: dict[str, Any], event: str) -> None:
    assert (await page.act(kind, **more)).json() == {"statuses": [200]}
    state = await page.state()
    assert len(state["person"]["chat"]) == 1
    assert state["account"]["webhook"] == [{"kinds": event, "status": 200}]


async def test_unsent_message_is_no_longer_shown(page: Page) -> None:
    await page.act("text", text="いまのは忘れてください")
    [entry] = (await page.state())["person"]["chat"]
    await page.act("unsend", id=entry["id"])
    [entry] = (await page.state())["person"]["chat"]
    assert (entry["unsent"], entry["message"]) == (True, {})


async def test_last_event_is_delivered_again(page: Page) -> None:
    await page.act("text", text="こんにちは")
    await page.act("again")
    assert len(page.front.received) == 2
    assert b'"isRedelivery": true' in page.front.received[1][1]


@pytest.mark.parametrize(
    ("kind", "more"),
    [("dance", {}), ("text", {}), ("text", {"text": " "}), ("unsend", {"id": "1"}), ("tap", {"action": 1})],
)
async def test_act_is_refused_when_it_makes_no_sense(page: Page, kind: str, more: dict[str, Any]) -> None:
    assert (await page.act(kind, **more)).status_code == 400


async def test_person_gets_the_same_id_when_added_again(page: Page) -> None:
    first, second = [await page.client.post("/simulator/api/people", json={"name": "まり"}) for _ in range(2)]
    assert first.json() == second.json() == {"id": user_id("まり")}


async def test_faults_come_when_asked_for(page: Page) -> None:
    assert (await page.client.post("/simulator/api/faults", json={"kind": "500"})).json() == {"coming": 1}
    assert (await page.client.post("/simulator/api/faults", json={"kind": "none"})).json() == {"coming": 0}
