"""Signing in at the console."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.console.sign_ins import FAILURES_MAX, SignInDesk, TooManyFailures, WrongPassword
from tests.consoles import PASSWORD, Browser, account, browser, console_app
from tests.desks import TestDesk


@pytest.fixture
async def sato(desk: TestDesk) -> AsyncIterator[Browser]:
    await account(desk)
    async with browser(console_app(desk)) as client:
        yield client


async def test_sign_in_opens_the_queue_when_login_and_password_are_right(sato: Browser) -> None:
    response = await sato.sign_in()
    assert (response.status_code, response.headers["location"]) == (303, "/console")
    assert (await sato.get("/console")).status_code == 200


async def test_sign_in_cookie_is_closed_to_scripts_and_other_paths(desk: TestDesk) -> None:
    await account(desk)
    async with browser(console_app(desk, secure_cookies=True)) as client:
        response = await client.post("/console/sign-in", login="sato", password=PASSWORD)
    cookie = response.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "secure", "path=/console", "max-age=43200"):
        assert part in cookie


async def test_sign_in_cookie_is_sent_over_http_when_the_desk_has_no_https(sato: Browser) -> None:
    response = await sato.sign_in()
    assert "secure" not in response.headers["set-cookie"].lower()


async def test_store_keeps_no_token_and_no_password_when_somebody_signed_in(
    sato: Browser, desk: TestDesk
) -> None:
    await sato.sign_in()
    assert sato.cookie
    async with desk.store.read() as uow:
        rows = str(list(await uow.session.execute(text("select * from sign_in"))))
        people = str(list(await uow.session.execute(text("select * from counselor"))))
    assert sato.cookie not in rows
    assert PASSWORD not in people
    assert "$argon2id$" in people


@pytest.mark.parametrize(
    ("login", "password"),
    [("sato", "wrong-password-1"), ("nobody", PASSWORD), ("", ""), ("sato", "あ" * 5000)],
)
async def test_sign_in_is_refused_in_the_same_words_when_login_or_password_is_wrong(
    sato: Browser, login: str, password: str
) -> None:
    response = await sato.sign_in(login, password)
    assert response.status_code == 401
    assert "ログイン名かパスワードが違います" in response.text
    assert sato.cookie is None


async def test_sign_in_ignores_case_and_width_when_the_login_is_typed_so(sato: Browser) -> None:
    assert (await sato.sign_in(" ＳＡＴＯ ")).status_code == 303


async def test_sign_in_is_throttled_after_five_failures_and_opens_again_later(
    sato: Browser, desk: TestDesk
) -> None:
    for _ in range(FAILURES_MAX):
        assert (await sato.sign_in(password="wrong-password-1")).status_code == 401
    refused = await sato.sign_in()
    assert refused.status_code == 429
    assert "15分ほど待って" in refused.text
    desk.clock.pass_time(minutes=16)
    assert (await sato.sign_in()).status_code == 303


async def test_sign_in_counts_every_guess_when_many_come_at_once(desk: TestDesk) -> None:
    await account(desk)
    front = SignInDesk(desk.store, desk.clock)
    guesses = [f"wrong-password-{number}" for number in range(8)]
    outcomes = await asyncio.gather(*(front.open("sato", guess) for guess in guesses), return_exceptions=True)
    assert sum(isinstance(outcome, WrongPassword) for outcome in outcomes) == FAILURES_MAX
    assert sum(isinstance(outcome, TooManyFailures) for outcome in outcomes) == 3


async def test_page_asks_to_sign_in_and_comes_back_when_nobody_is_signed_in(sato: Browser) -> None:
    response = await sato.get("/console/conversations/7")
    assert (response.status_code, response.headers["location"]) == (
        303,
        "/console/sign-in?next=/console/conversations/7",
    )
    response = await sato.sign_in(next="/console/conversations/7")
    assert response.headers["location"] == "/console/conversations/7"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/console", "//evil.example", "/console/../admin", "/console\\@evil", "/other"],
)
async def test_sign_in_goes_to_the_queue_when_the_next_page_is_not_the_consoles(
    sato: Browser, elsewhere: str
) -> None:
    assert (await sato.sign_in(next=elsewhere)).headers["location"] == "/console"


async def test_script_is_told_401_when_the_sign_in_has_ended(sato: Browser, desk: TestDesk) -> None:
    await sato.sign_in()
    desk.clock.pass_time(hours=12, seconds=1)
    response = await sato.get("/console/queue", script=True)
    assert response.status_code == 401


async def test_sign_in_lasts_twelve_hours(sato: Browser, desk: TestDesk) -> None:
    await sato.sign_in()
    desk.clock.pass_time(hours=11, minutes=59)
    assert (await sato.get("/console")).status_code == 200


async def test_sign_out_ends_the_sign_in_even_for_a_copied_cookie(sato: Browser) -> None:
    await sato.sign_in()
    token = sato.cookie
    assert token
    assert (await sato.post("/console/sign-out")).status_code == 303
    assert sato.cookie is None
    sato.client.cookies.set("akari_console", token, path="/console")
    assert (await sato.get("/console")).status_code == 303


async def test_form_is_refused_when_its_token_is_missing_or_foreign(sato: Browser) -> None:
    await sato.sign_in()
    for token in ("", "foreign", "あ"):
        sato.csrf = token
        assert (await sato.post("/console/sign-out")).status_code == 403
    assert (await sato.get("/console")).status_code == 200


async def test_form_is_refused_when_another_site_sends_it(sato: Browser) -> None:
    response = await sato.client.post(
        "/console/sign-in",
        data={"login": "sato", "password": PASSWORD},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert response.status_code == 403


async def test_form_is_refused_when_it_is_too_large(sato: Browser) -> None:
    assert (await sato.post("/console/sign-in", login="x" * 200_000)).status_code == 413


async def test_editor_reads_no_conversation_but_can_sign_out(desk: TestDesk) -> None:
    await account(desk, "henshu", "編集", ("editor",))
    await desk.talk("死にたい")
    async with browser(console_app(desk)) as editor:
        await editor.sign_in("henshu")
        for address in (
            "/console",
            "/console/queue",
            "/console/waiting",
            "/console/events",
            "/console/conversations/1",
            "/console/conversations/1/live",
            "/console/conversations/1/transcript",
        ):
            response = await editor.get(address)
            assert response.status_code == 403, address
            assert "死にたい" not in response.text
        assert (await editor.act(1, "claim")).status_code == 403
        assert "サインアウト" in (await editor.get("/console")).text
        assert (await editor.post("/console/sign-out")).status_code == 303


async def test_admin_reads_conversations(desk: TestDesk) -> None:
    await account(desk, "kanri", "管理", ("admin",))
    await desk.talk("死にたい")
    async with browser(console_app(desk)) as admin:
        await admin.sign_in("kanri")
        assert (await admin.get("/console/conversations/1")).status_code == 200


async def test_password_is_changed_and_other_browsers_are_signed_out(desk: TestDesk) -> None:
    await account(desk)
    app = console_app(desk)
    async with browser(app) as here, browser(app) as there:
        await here.sign_in()
        await there.sign_in()
        response = await here.post(
            "/console/password", current=PASSWORD, wanted="atarashii-hikari-9", again="atarashii-hikari-9"
        )
        assert "パスワードを変更しました" in response.text
        assert (await here.get("/console")).status_code == 200
        assert (await there.get("/console")).status_code == 303
        assert (await there.sign_in()).status_code == 401
        assert (await there.sign_in(password="atarashii-hikari-9")).status_code == 303


@pytest.mark.parametrize(
    ("current", "wanted", "again", "words"),
    [
        (PASSWORD, "short", "short", "12文字以上"),
        (PASSWORD, "atarashii-hikari-9", "atarashii-hikari-8", "一致しません"),
        ("wrong-password-1", "atarashii-hikari-9", "atarashii-hikari-9", "いまのパスワードが違います"),
        (PASSWORD, "sato-sato-sato-1", "sato-sato-sato-1", "ログイン名や同じ文字"),
    ],
)
async def test_password_stays_when_the_change_is_not_right(
    sato: Browser, current: str, wanted: str, again: str, words: str
) -> None:
    await sato.sign_in()
    response = await sato.post("/console/password", current=current, wanted=wanted, again=again)
    assert response.status_code == 400
    assert words in response.text
    assert (await sato.sign_in()).status_code == 303


async def test_pages_forbid_scripts_and_styles_from_elsewhere(sato: Browser) -> None:
    await sato.sign_in()
    for address in ("/console", "/console/password", "/console/conversations/99"):
        response = await sato.get(address)
        assert response.headers["content-security-policy"].startswith("default-src 'self'")
        assert response.headers["cache-control"] == "no-store"
        assert "<script>" not in response.text
        assert "style=" not in response.text


async def test_static_files_are_kept_by_browsers_and_unknown_ones_are_404(sato: Browser) -> None:
    assert "immutable" in (await sato.get("/console/static/console.css")).headers["cache-control"]
    for name in ("nothing.js", "..%2f..%2f__init__.py", ".."):
        assert (await sato.get(f"/console/static/{name}")).status_code in (303, 404)


async def test_console_says_so_when_the_database_is_away(sato: Browser, desk: TestDesk) -> None:
    await sato.sign_in()
    await desk.store.close()
    async with desk.store.engine.connect() as connection:
        await connection.exec_driver_sql("alter table sign_in rename to sign_in_away")
        await connection.commit()
    assert (await sato.get("/console")).status_code == 503
