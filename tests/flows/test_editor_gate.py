"""Who may edit, and what every page of the editor carries."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from bot.console import render
from tests.consoles import Browser, account, browser, enter
from tests.desks import TestDesk
from tests.editors import SESSION, Editor, editor_app

PAGES = (
    "/",
    "/sessions/list",
    "/sessions/create",
    "/places/list",
    "/places/create",
    "/history",
    "/files",
    "/year",
    "/samples",
)


@pytest.fixture
def app(desk: TestDesk) -> FastAPI:
    return editor_app(desk)


@pytest.fixture
async def visitor(app: FastAPI) -> AsyncIterator[Browser]:
    async with browser(app) as client:
        yield client


@pytest.fixture
async def editor(desk: TestDesk, visitor: Browser) -> Editor:
    await enter(desk, visitor, "henshu", "編集", ("editor",))
    return Editor(visitor)


@pytest.mark.parametrize("path", PAGES)
async def test_editor_asks_to_sign_in_first_when_nobody_is(visitor: Browser, path: str) -> None:
    answer = await visitor.get(f"/console/editor{path}")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/console/sign-in?next=/console/editor{path}"


@pytest.mark.parametrize("path", [*PAGES, "/static/editor.css"])
async def test_editor_refuses_when_the_counselor_has_another_role(
    desk: TestDesk, visitor: Browser, path: str
) -> None:
    await enter(desk, visitor, "sato", "佐藤", ("counselor",))

    answer = await visitor.get(f"/console/editor{path}")

    assert answer.status_code == 403
    assert "編集担当の権限が必要です" in answer.text
    assert "/console/editor/" not in answer.text


@pytest.mark.parametrize("role", ["editor", "admin"])
async def test_editor_opens_when_the_role_allows(desk: TestDesk, visitor: Browser, role: str) -> None:
    await enter(desk, visitor, "henshu", "編集", (role,))

    for path in PAGES:
        assert "ご案内の編集" in await Editor(visitor).page(path)


async def test_editor_may_not_read_conversations(editor: Editor) -> None:
    assert (await editor.client.get("/console")).status_code == 403
    assert "/console/editor/" in (await editor.client.get("/console")).text


@pytest.mark.parametrize(
    ("roles", "first"),
    [(("editor",), "/console/editor/"), (("admin",), "/console"), (("counselor", "editor"), "/console")],
)
async def test_sign_in_leads_to_what_the_role_is_for(
    desk: TestDesk, visitor: Browser, roles: tuple[str, ...], first: str
) -> None:
    await account(desk, "henshu", "編集", roles)

    answer = await visitor.sign_in("henshu")

    assert answer.headers["location"] == first


async def test_every_answer_carries_the_headers_of_the_console(editor: Editor) -> None:
    for path in (*PAGES, "/nothing", "/sessions/edit?pk=99"):
        answer = await editor.client.get(f"/console/editor{path}")
        assert {name: answer.headers[name] for name in render.HEADERS} == render.HEADERS, path


async def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_code(editor: Editor) -> None:
    for path in PAGES:
        page = await editor.page(path)
        assert not re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page), path
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", page), path


async def test_forms_are_refused_when_their_token_is_missing_or_wrong(editor: Editor) -> None:
    for token in ("", "csrf-of-somebody"):
        answer = await editor.post("/sessions/create", SESSION, csrf=token)
        assert answer.status_code == 403
        assert "操作を受け付けられませんでした" in answer.text
    assert "家族教室 第5回" not in await editor.page("/sessions/list")


async def test_forms_of_other_sites_are_refused(editor: Editor) -> None:
    answer = await editor.client.post(
        "/console/editor/sessions/create",
        data={**SESSION, "csrf": editor.browser.csrf},
        headers={"sec-fetch-site": "cross-site"},
    )

    assert answer.status_code == 403


async def test_form_is_refused_when_it_cannot_be_read(editor: Editor) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = await editor.client.post("/console/editor/places/create", content=b"--y\r\n", headers=headers)

    assert answer.status_code in (400, 403)


@pytest.mark.parametrize(
    "path", ["/nothing/list", "/sessions/edit?pk=99", "/sessions/edit?pk=x", "/places/edit"]
)
async def test_unknown_things_are_said_to_be_missing(editor: Editor, path: str) -> None:
    page = await editor.page(path, 404)

    assert "見つかりません" in page


@pytest.mark.parametrize(
    "path",
    [
        "/_api/sessions/action",
        "/_api/sessions/import",
        "/_api/sessions/inline-edit",
        "/_api/sessions/row-action",
    ],
)
async def test_routes_of_the_library_that_are_not_used_do_not_exist(editor: Editor, path: str) -> None:
    assert (await editor.post(path)).status_code == 404


async def test_redirects_name_no_host(editor: Editor) -> None:
    answer = await editor.post("/sessions/create", SESSION)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/console/editor/")
    cookie = answer.headers["set-cookie"]
    assert "Path=/console/editor" in cookie
    assert "HttpOnly" in cookie


def test_templates_hold_no_external_address() -> None:
    folder = Path(__file__).parents[2] / "bot" / "editor"
    for file in [*folder.rglob("*.html"), *folder.rglob("*.css"), *folder.rglob("*.js")]:
        assert not re.search(r"https?:|[\"'(]//|@import", file.read_text()), file
