"""The chat in a real browser: the keyboard, bad networks, a reload, and leaving at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.async_api import Browser, Locator, Page, Route, expect

from bot.conversation.content import Bubble, Call, Card, Choice, Link
from bot.desk.phrases import SOS
from bot.desk.ports import Answer
from bot.worker.engine import Engine
from tests.browser.browsers import SHOTS, chromium
from tests.desks import TestDesk
from tests.flows.web_app import serving, web_app

WAIT_MS = 10_000
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1200, "height": 860}
RICH = Answer(
    (
        Bubble(
            "家族教室があります。",
            (Choice("次の日程", "次の日程を教えて"),),
            (Call("窓口", "00-0000-0000"),),
            (Link("市のページ", "https://www.city.example.jp/"), Link("あやしい", "javascript:alert(1)")),
            (Card("見本の回", ("土曜の午後",)),),
        ),
    )
)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def base(desk: TestDesk) -> AsyncIterator[str]:
    """The front page's address, with the worker answering behind it."""
    async with working(desk), serving(web_app(desk)) as url:
        yield url


@asynccontextmanager
async def working(desk: TestDesk) -> AsyncIterator[None]:
    engine = Engine(desk.bell, [(desk.inbox, 4), (desk.outbox, 4)], [])
    task = asyncio.create_task(engine.run())
    try:
        yield
    finally:
        engine.stop()
        await task


@asynccontextmanager
async def visit(
    browser: Browser, url: str, *, size: dict[str, int] | None = None, **options: Any
) -> AsyncIterator[Page]:
    """A visitor's page, on which no script may fail."""
    context = await browser.new_context(
        viewport=size or DESKTOP,  # type: ignore[arg-type]
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
        **options,
    )
    page = await context.new_page()
    page.set_default_timeout(WAIT_MS)
    expect.set_options(timeout=WAIT_MS)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda note: broken.append(note.text) if "Content Security" in note.text else None)
    await page.goto(url)
    await expect(box(page)).to_be_attached()
    yield page
    await context.close()
    assert broken == []


def box(page: Page) -> Locator:
    return page.get_by_label("メッセージ", exact=True)


def said(page: Page, author: str) -> Locator:
    return page.locator(f"article.{author} .text")


async def write(page: Page, text: str) -> None:
    await box(page).fill(text)
    await box(page).press("Enter")


async def picture(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png")


@pytest.mark.parametrize(
    "size", [DESKTOP, PHONE, {"width": 320, "height": 568}], ids=["desktop", "phone", "small"]
)
async def test_person_gets_an_answer_when_writing_with_the_keyboard(
    browser: Browser, base: str, desk: TestDesk, size: dict[str, int]
) -> None:
    desk.assistant.script["家族教室は？"] = RICH
    async with visit(browser, base, size=size) as page:
        await box(page).focus()
        await page.keyboard.type("家族教室は？")
        await page.keyboard.press("Enter")
        await expect(said(page, "assistant")).to_have_text(["家族教室があります。"])
        await expect(page.locator("article.contact .delivery")).to_have_text("届きました")
        await expect(page.get_by_role("link", name="窓口 00-0000-0000 に電話する")).to_have_attribute(
            "href", "tel:0000000000"
        )
        await expect(page.get_by_role("link", name="市のページ")).to_have_attribute(
            "rel", "noopener noreferrer"
        )
        await expect(page.get_by_text("あやしい")).to_have_count(0)
        await expect(page.get_by_role("log", name="やりとり")).to_have_attribute("aria-live", "polite")
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await page.evaluate(wider) == 0
        await picture(page, f"answer-{size['width']}")
        await page.get_by_role("button", name="次の日程").press("Enter")
        await expect(said(page, "contact")).to_have_text(["家族教室は？", "次の日程を教えて"])


async def test_touch_targets_are_large_enough_when_shown(browser: Browser, base: str, desk: TestDesk) -> None:
    desk.assistant.script["家族教室は？"] = RICH
    async with visit(browser, base, size=PHONE) as page:
        await write(page, "家族教室は？")
        await expect(said(page, "assistant")).to_have_count(1)
        targets = page.locator("akari-chat").locator("button:visible, a.action:visible, textarea, summary")
        for target in await targets.all():
            place = await target.bounding_box()
            assert place is not None
            assert min(place["width"], place["height"]) >= 44, await target.inner_text()


async def test_enter_makes_no_message_when_a_word_is_being_composed_or_a_line_broken(
    browser: Browser, base: str
) -> None:
    async with visit(browser, base) as page:
        await box(page).fill("にほんご")
        composing = (
            "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})"
        )
        await box(page).evaluate(f"box => box.dispatchEvent({composing})")
        await box(page).press("End")
        await box(page).press("Shift+Enter")
        await page.keyboard.type("二行目")
        await expect(said(page, "contact")).to_have_count(0)
        await box(page).press("Enter")
        await expect(said(page, "contact")).to_have_text(["にほんご\n二行目"])


async def test_human_is_called_and_heard_live_when_the_button_is_pressed(
    browser: Browser, base: str, desk: TestDesk
) -> None:
    counselor = await desk.counselor()
    async with visit(browser, base) as page:
        await page.get_by_role("button", name=SOS.text).first.click()
        await expect(page.get_by_text("相談員を呼んでいます")).to_be_visible()
        async with desk.store.read() as uow:
            (entry,) = await uow.handoffs.queue()
        await desk.counsel.claim(entry.conversation.id, counselor)
        await desk.counsel.reply(entry.conversation.id, counselor, "こんばんは、佐藤です。")
        await expect(said(page, "counselor").last).to_have_text("こんばんは、佐藤です。")
        await expect(page.locator("article.counselor .name").last).to_have_text("相談員 佐藤")
        await expect(page.get_by_text("相談員がお聞きしています")).to_be_visible()
        await picture(page, "counselor-1200")


async def test_talk_goes_on_where_it_was_when_the_page_is_loaded_again(browser: Browser, base: str) -> None:
    async with visit(browser, base) as page:
        await write(page, "前の話")
        await expect(said(page, "assistant")).to_have_count(1)
        await page.reload()
        await expect(said(page, "contact")).to_have_text(["前の話"])
        await expect(said(page, "assistant")).to_have_count(1)
        await write(page, "続きの話")
        await expect(said(page, "assistant")).to_have_count(2)


async def test_message_is_sent_once_when_the_answer_to_it_got_lost(browser: Browser, base: str) -> None:
    seen: list[Any] = []

    async def lose_the_first_answer(route: Route) -> None:
        if route.request.method != "POST":
            await route.continue_()
            return
        seen.append(route.request.post_data_json)
        if len(seen) > 1:
            await route.continue_()
            return
        await route.fetch()
        await route.abort()

    async with visit(browser, base) as page:
        await page.route("**/webchat/messages", lose_the_first_answer)
        await write(page, "一度だけ届く")
        await expect(said(page, "assistant")).to_have_count(1)
        await expect(said(page, "contact")).to_have_count(1)
        assert len({body["event_id"] for body in seen}) == 1


async def test_person_is_told_and_can_try_again_when_sending_fails(browser: Browser, base: str) -> None:
    async with visit(browser, base) as page:
        await page.clock.install()
        await page.route("**/webchat/session", lambda route: route.fulfill(status=503, json={"error": "x"}))
        await write(page, "届かない話")
        again = page.get_by_role("button", name="もう一度")
        for _ in range(40):
            await page.clock.run_for(1_000)
            if await again.count():
                break
        await expect(page.locator("article.contact .delivery")).to_contain_text("送れませんでした")
        await expect(page.get_by_role("alert")).to_contain_text("自動でつなぎ直しています")
        await picture(page, "failed-1200")
        await page.unroute("**/webchat/session")
        await again.click()
        await expect(page.locator("article.contact .delivery")).to_have_text("届きました")


async def test_what_was_not_sent_is_sent_when_the_page_is_loaded_again(browser: Browser, base: str) -> None:
    async with visit(browser, base) as page:
        await page.route("**/webchat/session", lambda route: route.abort())
        await write(page, "まだ届いていない話")
        await expect(page.locator("article.contact .delivery")).to_have_text("送信中")
        await page.unroute("**/webchat/session")
        await page.reload()
        await expect(said(page, "contact")).to_have_text(["まだ届いていない話"])
        await expect(said(page, "assistant")).to_have_count(1)


async def test_banner_says_what_happens_when_the_network_is_gone(browser: Browser, base: str) -> None:
    async with visit(browser, base) as page:
        await page.context.set_offline(True)
        await expect(page.get_by_role("alert")).to_contain_text("インターネットにつながっていません")
        await write(page, "圏外の話")
        await page.context.set_offline(False)
        await expect(page.get_by_text("インターネットにつながっていません")).to_have_count(0)
        await expect(said(page, "assistant")).to_have_count(1)


async def test_answers_arrive_when_the_stream_does_not_get_through(browser: Browser, base: str) -> None:
    async with visit(browser, base) as page:
        await page.route("**/webchat/events", lambda route: route.abort())
        await write(page, "流れのない話")
        await expect(said(page, "assistant")).to_have_count(1)


async def test_long_text_stays_in_the_box_when_it_cannot_be_sent(browser: Browser, base: str) -> None:
    async with visit(browser, base) as page:
        await write(page, "あ" * 2003)
        await expect(page.get_by_role("alert")).to_contain_text("あと3文字")
        assert len(await box(page).input_value()) == 2003


async def test_nothing_is_left_on_the_device_when_erased(browser: Browser, base: str) -> None:
    async with visit(browser, base) as page:
        await write(page, "消したい話")
        await expect(said(page, "assistant")).to_have_count(1)
        await page.get_by_role("button", name="この端末から消す").click()
        await picture(page, "erase-1200")
        await page.get_by_role("button", name="消す", exact=True).click()
        await expect(page.locator("article")).to_have_count(0)
        assert await page.evaluate("localStorage.length") == 0
        await page.reload()
        await expect(page.locator("article")).to_have_count(0)


@pytest.mark.parametrize("way", ["button", "keys"])
async def test_page_is_gone_and_the_talk_hidden_when_left_at_once(
    browser: Browser, base: str, way: str
) -> None:
    async with visit(browser, base) as page:
        await write(page, "見られたくない話")
        await expect(said(page, "assistant")).to_have_count(1)
        if way == "button":
            await page.get_by_role("button", name="画面を閉じる").click()
        else:
            for _ in range(3):
                await page.keyboard.press("Shift")
        await page.wait_for_url("about:blank")
        await page.goto(base)
        await expect(page.get_by_role("button", name="続きを開く")).to_be_visible()
        await expect(page.locator("article")).to_have_count(0)
        await page.get_by_role("button", name="続きを開く").click()
        await expect(said(page, "contact")).to_have_text(["見られたくない話"])


async def test_words_stay_words_when_they_look_like_markup(browser: Browser, base: str) -> None:
    text = "<img src=x onerror=alert(1)> & <b>太字</b>"
    async with visit(browser, base) as page:
        await write(page, text)
        await expect(said(page, "contact")).to_have_text([text])
        await expect(page.locator("article img")).to_have_count(0)


async def test_talk_begins_anew_when_the_desk_no_longer_knows_it(browser: Browser, base: str) -> None:
    async with visit(browser, base) as page:
        await write(page, "前の話")
        await expect(said(page, "assistant")).to_have_count(1)
        forged = "{...JSON.parse(localStorage['akari-chat']), token: 'A'.repeat(43)}"
        await page.evaluate(f"localStorage['akari-chat'] = JSON.stringify({forged})")
        await page.reload()
        await expect(page.get_by_text("新しく始めました")).to_be_visible()
        await write(page, "新しい話")
        await expect(said(page, "assistant")).to_have_text(["「新しい話」ですね。"])


async def test_chat_opens_from_its_button_when_embedded_in_the_citys_page(
    browser: Browser, desk: TestDesk
) -> None:
    city, addresses = FastAPI(), {"akari": ""}

    @city.get("/")
    async def city_page() -> HTMLResponse:
        script = f'<script src="{addresses["akari"]}/webchat/akari-chat.js" defer></script>'
        return HTMLResponse(
            f"<!doctype html><html lang='ja'><h1>市のページ</h1>{script}<akari-chat></akari-chat></html>"
        )

    async with (
        working(desk),
        serving(city) as city_url,
        serving(web_app(desk, webchat_origins=[city_url])) as addresses["akari"],
        visit(browser, city_url, size=PHONE) as page,
    ):
        await expect(box(page)).not_to_be_visible()
        await page.get_by_role("button", name="チャットで相談する").click()
        await expect(box(page)).to_be_focused()
        await write(page, "市のページから")
        await expect(said(page, "assistant")).to_have_count(1)
        await picture(page, "floating-360")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="チャットで相談する")).to_be_focused()
