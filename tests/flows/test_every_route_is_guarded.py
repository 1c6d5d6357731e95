"""Every route of the staff's pages, as they are put together for real: none is open by an oversight."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Mount, Route

from bot.app import app_of
from bot.bootstrap import Desk, build_desk
from bot.console.gate import COOKIE
from bot.console.sign_ins import LIFETIME, token_hash
from bot.settings import Settings
from tests.databases import sqlite_at

OPEN = frozenset({"/console/sign-in", "/console/static/{name}"})
"""What nobody has to sign in for."""
OWN = frozenset({"/console/password", "/console/sign-out"})
"""What every account may do, whatever its role."""
ADMINS = ("/console/check", "/console/access", "/console/accounts")
EDITORS = "/console/editor"


@dataclass(frozen=True)
class Door:
    """A method and an address, with something put in for every part that varies."""

    method: str
    path: str

    @property
    def address(self) -> str:
        filled = self.path.replace("{table}", "service").replace("{key}.{form}", "sessions.csv")
        filled = filled.replace("{key}", "sessions").replace("{kind}", "csv")
        return re.sub(r"\{[^}]+\}", "1", filled)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    url = await sqlite_at(tmp_path / "desk.sqlite")
    made = build_desk(Settings(var_dir=tmp_path / "var", database_url=url, _env_file=None))  # type: ignore[call-arg]
    yield made
    await made.store.close()


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    return app_of(desk)


def doors(app: FastAPI) -> list[Door]:
    found = [door for door in _doors(app.router.routes) if door.path.startswith("/console")]
    return [door for door in found if door.path not in OPEN]


def _doors(routes: Iterable[Any], base: str = "") -> Iterator[Door]:
    for route in routes:
        if isinstance(route, Mount):
            yield from _doors(route.routes, base + route.path) if route.routes else iter(())
        elif isinstance(route, Route):
            yield from (Door(method, base + route.path) for method in sorted(route.methods or ()))
        elif (router := getattr(route, "original_router", None)) is not None:
            yield from _doors(router.routes, base)


async def signed_in(desk: Desk, app: FastAPI, *roles: str) -> httpx.AsyncClient:
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://console.test")
    if roles:
        now, name = desk.clock.now(), "-".join(roles)
        async with desk.store.write() as uow:
            who = await uow.counselors.add(name, name, "unusable", roles, now)
            await uow.sign_ins.add(token_hash(name), who.id, f"csrf-of-{name}", now + LIFETIME)
        client.cookies.set(COOKIE, name, path="/console")
    return client


async def answers(client: httpx.AsyncClient, asked: Iterable[Door], **form: str) -> dict[Door, int]:
    """The status of each door; a door that posts is given the form."""
    found = {}
    async with client:
        for door in asked:
            data = form if door.method == "POST" else None
            found[door] = (await client.request(door.method, door.address, data=data)).status_code
    return found


def test_doors_are_found(app: FastAPI) -> None:
    paths = {door.path for door in doors(app)}

    assert {"/console/requests/{request_id}", "/console/conversations/{conversation_id}"} <= paths
    assert {f"{EDITORS}/messages/{{session_id:int}}/send", f"{EDITORS}/{{key}}/edit"} <= paths
    assert len(paths) > 50


async def test_nothing_opens_when_nobody_is_signed_in(desk: Desk, app: FastAPI) -> None:
    found = await answers(await signed_in(desk, app), doors(app), csrf="")

    assert set(found.values()) <= {303, 401, 403}


async def test_editor_opens_no_conversation_and_no_request(desk: Desk, app: FastAPI) -> None:
    asked = [door for door in doors(app) if not door.path.startswith(EDITORS) and door.path not in OWN]
    found = await answers(await signed_in(desk, app, "editor"), asked, csrf="csrf-of-editor")

    assert set(found.values()) == {403}


async def test_counselor_opens_nothing_of_the_editor_or_the_administrator(desk: Desk, app: FastAPI) -> None:
    asked = [door for door in doors(app) if door.path.startswith((EDITORS, *ADMINS))]
    found = await answers(await signed_in(desk, app, "counselor"), asked, csrf="csrf-of-counselor")

    assert set(found.values()) == {403}


async def test_administrator_is_refused_nowhere(desk: Desk, app: FastAPI) -> None:
    asked = [door for door in doors(app) if door.method == "GET" and door.path != "/console/events"]
    found = await answers(await signed_in(desk, app, "admin"), asked)

    # The library's page with one row's details is not in use.
    assert {door.path for door, status in found.items() if status not in (200, 303, 404)} <= {
        f"{EDITORS}/{{key}}/detail"
    }


@pytest.mark.parametrize("csrf", ["", "csrf-of-somebody-else"])
async def test_nothing_is_posted_when_the_token_is_missing_or_wrong(
    desk: Desk, app: FastAPI, csrf: str
) -> None:
    asked = [door for door in doors(app) if door.method not in ("GET", "HEAD")]
    found = await answers(await signed_in(desk, app, "admin", "counselor"), asked, csrf=csrf)

    assert found
    assert set(found.values()) == {403}
