"""The administrator's pages: state, accounts, access log."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape

import pytest
from fastapi import FastAPI

from bot.console import admin_pages
from bot.conversation.status import Status
from tests.consoles import PASSWORD, Browser, account, browser, console_app, enter
from tests.desks import TestDesk

STATE = ["当番: 登録されていません", "相談窓口 <x>: 確認の期限を過ぎています"]


@pytest.fixture
def app(desk: TestDesk) -> FastAPI:
    return console_app(desk, state=lambda: STATE)


@pytest.fixture
async def kanri(desk: TestDesk, app: FastAPI) -> AsyncIterator[Browser]:
    async with browser(app) as client:
        await enter(desk, client, "kanri", "管理", ("admin",))
        yield client


def password_in(page: str) -> str:
    found = re.search(r'id="password">([^<]+)<', page)
    assert found
    return found[1]


async def test_pages_of_the_administrator_are_closed_to_others(desk: TestDesk, app: FastAPI) -> None:
    async with browser(app) as client:
        await enter(desk, client)
        for address in ("/console/check", "/console/accounts", "/console/access"):
            assert (await client.get(address)).status_code == 403
        assert (
            await client.post("/console/accounts", login="new", name="新", role_admin="1")
        ).status_code == 403
        for action in ("disable", "enable", "roles", "password"):
            assert (await client.post(f"/console/accounts/1/{action}", role_admin="1")).status_code == 403
        page = (await client.get("/console")).text
    assert "/console/figures" in page
    assert "/console/accounts" not in page


async def test_check_lists_what_is_missing(kanri: Browser) -> None:
    page = (await kanri.get("/console/check")).text
    assert all(line in unescape(page) for line in STATE)
    assert "<x>" not in page


async def test_check_says_so_when_nothing_is_missing(desk: TestDesk) -> None:
    async with browser(console_app(desk)) as client:
        await enter(desk, client, "kanri", "管理", ("admin",))
        assert "見つかりませんでした" in (await client.get("/console/check")).text


# --- accounts ------------------------------------------------------------------------------


async def test_account_is_added_and_its_password_shown_once(
    desk: TestDesk, app: FastAPI, kanri: Browser
) -> None:
    response = await kanri.post("/console/accounts", login="Suzuki", name="鈴木", role_counselor="1")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    password = password_in(response.text)
    page = (await kanri.get("/console/accounts")).text
    assert "鈴木" in page
    assert password not in page
    async with browser(app) as client:
        assert (await client.sign_in("suzuki", password)).status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"login": "x", "name": "鈴木", "role_counselor": "1"}, "3〜60文字"),
        ({"login": "suzuki", "name": " ", "role_counselor": "1"}, "20文字"),
        ({"login": "suzuki", "name": "鈴木"}, "権限を1つ以上"),
        ({"login": "kanri", "name": "鈴木", "role_admin": "1"}, "すでに使われています"),
    ],
)
async def test_account_is_refused_with_a_reason_and_the_draft_kept(
    kanri: Browser, fields: dict[str, str], words: str
) -> None:
    response = await kanri.post("/console/accounts", **fields)
    assert response.status_code == 400
    assert words in response.text
    assert f'name="login" value="{fields["login"]}"' in response.text


async def test_disabled_account_is_signed_out_and_its_conversations_wait_again(
    desk: TestDesk, app: FastAPI, kanri: Browser
) -> None:
    await desk.talk("死にたい")
    async with browser(app) as client:
        sato = await enter(desk, client)
        await client.act(1, "claim")
        assert "停止しました" in (await kanri.post(f"/console/accounts/{sato.id}/disable")).text
        assert (await client.get("/console")).status_code == 303
        assert (await desk.conversation()).status is Status.WAITING
        assert "停止中" in (await kanri.get("/console/accounts")).text
        await kanri.post(f"/console/accounts/{sato.id}/enable")
        assert (await client.get("/console")).status_code == 303
    assert "停止中" not in (await kanri.get("/console/accounts")).text


async def test_disabled_account_cannot_sign_in_until_it_is_enabled(
    desk: TestDesk, app: FastAPI, kanri: Browser
) -> None:
    await account(desk)
    await kanri.post("/console/accounts/2/disable")
    async with browser(app) as client:
        assert (await client.sign_in()).status_code == 401
        await kanri.post("/console/accounts/2/enable")
        assert (await client.sign_in()).status_code == 303


async def test_roles_are_changed_at_once_and_conversations_given_back_when_reading_ends(
    desk: TestDesk, app: FastAPI, kanri: Browser
) -> None:
    await desk.talk("死にたい")
    async with browser(app) as client:
        sato = await enter(desk, client)
        await client.act(1, "claim")
        address = f"/console/accounts/{sato.id}/roles"
        assert "相談員、管理者" in (await kanri.post(address, role_counselor="1", role_admin="1")).text
        assert (await desk.conversation()).status is Status.CLAIMED
        assert (await kanri.post(address)).status_code == 400
        await kanri.post(address, role_editor="1")
        assert (await client.get("/console/conversations/1")).status_code == 403
    assert (await desk.conversation()).status is Status.WAITING


async def test_password_is_reset_and_shown_once(desk: TestDesk, app: FastAPI, kanri: Browser) -> None:
    await account(desk)
    async with browser(app) as client:
        await client.sign_in()
        for _ in range(5):
            await client.sign_in(password="wrong-password-1")
        password = password_in((await kanri.post("/console/accounts/2/password")).text)
        assert (await client.get("/console")).status_code == 303
        assert (await client.sign_in(password=PASSWORD)).status_code == 401
        assert (await client.sign_in(password=password)).status_code == 303


async def test_own_account_is_left_alone(desk: TestDesk, kanri: Browser) -> None:
    for action in ("disable", "roles", "password"):
        response = await kanri.post(f"/console/accounts/1/{action}", role_editor="1")
        assert response.status_code == 400
        assert "ご自身のアカウント" in response.text
    assert (await kanri.get("/console/accounts")).status_code == 200


@pytest.mark.parametrize("address", ["99/disable", "99/password", "1/unknown", "0/disable", "x/roles"])
async def test_account_form_is_404_when_there_is_no_such_thing(kanri: Browser, address: str) -> None:
    assert (await kanri.post(f"/console/accounts/{address}")).status_code == 404


async def test_account_form_is_refused_without_its_token(desk: TestDesk, kanri: Browser) -> None:
    kanri.csrf = ""
    response = await kanri.post("/console/accounts", login="suzuki", name="鈴木", role_admin="1")
    assert response.status_code == 403
    async with desk.store.read() as uow:
        assert await uow.counselors.count() == 1


# --- access log ----------------------------------------------------------------------------


async def test_access_page_tells_who_opened_what_and_no_words(
    desk: TestDesk, app: FastAPI, kanri: Browser
) -> None:
    await desk.talk("死にたい")
    async with browser(app) as client:
        await enter(desk, client)
        await client.get("/console/conversations/1")
    page = (await kanri.get("/console/access")).text
    assert "佐藤(sato)" in page
    assert "会話 1" in page
    assert "2026年11月24日(火) 12:00" in page
    assert "死にたい" not in page


async def test_access_page_leads_to_older_rows(
    desk: TestDesk, kanri: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_pages, "ACCESS_ROWS", 2)
    for person in ("U1", "U2", "U3"):
        await desk.talk("死にたい", person=person)
        await kanri.get(f"/console/conversations/{(await desk.conversation(person)).id}")
    first = (await kanri.get("/console/access")).text
    assert re.findall(r"<td>会話 (\d)", first) == ["3", "2"]
    older = re.search(r"/console/access\?before=\d+", first)
    assert older
    last = (await kanri.get(older[0])).text
    assert re.findall(r"<td>会話 (\d)", last) == ["1"]
    assert "before=" not in last
    assert (await kanri.get("/console/access?before=abc")).status_code == 404
