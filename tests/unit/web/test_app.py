"""What surrounds every route: headers, errors, health, metrics, the life of the application."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
import pytest
from fastapi import APIRouter

from bot.web.parts import Hook
from tests.desks import TestDesk
from tests.flows.test_webhooks import StoreAway
from tests.flows.web_app import client_of, web_app

HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def client(desk: TestDesk) -> httpx.AsyncClient:
    return client_of(web_app(desk))


@pytest.mark.parametrize("url", ["/", "/healthz", "/missing", "/webchat/akari-chat.js", "/webchat/messages"])
async def test_answers_carry_the_security_headers_when_asked_for_anything(
    client: httpx.AsyncClient, url: str
) -> None:
    headers = (await client.get(url)).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("url", ["/docs", "/redoc", "/openapi.json"])
async def test_documentation_is_not_served_when_asked_for(client: httpx.AsyncClient, url: str) -> None:
    assert (await client.get(url)).status_code == 404


async def test_error_is_a_page_when_a_person_looks(client: httpx.AsyncClient) -> None:
    answer = await client.get("/missing", headers=HTML)
    assert answer.status_code == 404
    assert "ページが見つかりません" in answer.text
    assert (await client.get("/missing")).json() == {"error": "Not Found"}


async def test_error_does_not_repeat_the_value_when_it_is_wrong(client: httpx.AsyncClient) -> None:
    answer = await client.get("/webchat/messages?after=himitsu")
    assert answer.status_code == 400
    assert answer.json() == {"error": "wrong value: query.after"}


async def test_desk_is_ready_when_the_assistant_is_still_loading(client: httpx.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["parts"] == {"database": "up", "assistant": "loading", "worker": "up"}


async def test_desk_is_not_ready_when_the_database_is_down(desk: TestDesk) -> None:
    client = client_of(web_app(desk, store=StoreAway()))
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["database"]) == (503, "down")
    assert (await client.get("/healthz")).status_code == 200


async def test_desk_is_not_ready_when_the_worker_is_down(desk: TestDesk) -> None:
    async def health() -> Mapping[str, str]:
        return {"assistant": "up", "worker": "down"}

    assert (await client_of(web_app(desk, health=health)).get("/readyz")).status_code == 503


@pytest.mark.parametrize(
    ("host", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("203.0.113.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.7"}, 404),
        ("203.0.113.7", {"Authorization": "Bearer measure"}, 200),
        ("203.0.113.7", {"Authorization": "Bearer other"}, 404),
    ],
)
async def test_metrics_are_for_this_machine_and_the_token_only_when_asked_for(
    desk: TestDesk, host: str, headers: dict[str, str], status: int
) -> None:
    client = client_of(web_app(desk, metrics_token="measure"), host=host)
    assert (await client.get("/metrics", headers=headers)).status_code == status


async def test_routers_of_others_are_served_when_given(desk: TestDesk) -> None:
    router = APIRouter()

    @router.get("/console")
    async def console() -> dict[str, str]:
        return {"here": "console"}

    assert (await client_of(web_app(desk, routers=[router])).get("/console")).json() == {"here": "console"}


async def test_hooks_run_in_order_when_the_application_lives(desk: TestDesk) -> None:
    seen: list[str] = []

    def hook(name: str) -> Hook:
        async def run() -> None:
            seen.append(name)

        return run

    app = web_app(desk, startup=[hook("one"), hook("two")], shutdown=[hook("three")])
    async with app.router.lifespan_context(app):
        assert seen == ["one", "two"]
    assert seen == ["one", "two", "three"]


async def test_front_page_offers_chat_console_and_simulator_when_given(desk: TestDesk) -> None:
    page = (await client_of(web_app(desk, line_simulator_url="http://127.0.0.1:9000/")).get("/")).text
    assert "<akari-chat open></akari-chat>" in page
    assert 'href="/console"' in page
    assert 'href="http://127.0.0.1:9000/"' in page


async def test_front_page_does_not_exist_when_switched_off(desk: TestDesk) -> None:
    assert (await client_of(web_app(desk, front_page=False)).get("/")).status_code == 404
