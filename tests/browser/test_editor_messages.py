"""Attendance and a message to all in a real browser: narrow screens, keyboard, paper."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from bot.desk.tell import DeskTeller
from bot.editor.attendance import AttendancePages
from bot.editor.messages import MessagePages
from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.book import Book
from tests.bookings import FakeTeller, facts
from tests.browser.test_console import CONTRAST, DESKTOP, PHONE, fits, shot
from tests.consoles import PASSWORD, account
from tests.desks import TestDesk
from tests.editors import editor_app
from tests.platforms.line.serving import serving


@pytest.fixture
async def base(desk: TestDesk) -> AsyncIterator[str]:
    await account(desk, "henshu", "編集", ("editor",))
    teller = DeskTeller(desk.channels)
    pages = (AttendancePages, lambda parts: MessagePages(parts, teller, desk.channels))
    async with serving(editor_app(desk, pages=pages)) as address:
        yield address


async def class_of_three(desk: TestDesk) -> int:
    """A session with two seats taken and one person waiting; its id."""
    async with desk.store.write() as uow:
        session = await uow.sessions.add(facts(capacity=2))
    book = Book(desk.store, FakeTeller())
    for who, name, wishes in (
        ("U1", "はなこ", "家に電話しないで"),
        ("U2", "たろう", ""),
        ("U3", "うみ🌊", ""),
    ):
        async with desk.store.write() as uow:
            contact = (await uow.conversations.current("line", who, desk.clock.now())).contact.id
        answers = BookingAnswers(name, 1, "090-0000-0000", "", wishes)
        await book.book(session.id, contact, answers, desk.clock.now(), or_wait=True)
    desk.clock.pass_time(minutes=1)
    return session.id


async def signed_in(chromium: Chromium, base: str, size: dict[str, int]) -> tuple[Page, list[str]]:
    """An editor's page, and what it complained of by itself."""
    context = await chromium.new_context(viewport=size, locale="ja-JP", timezone_id="Asia/Tokyo")  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(8000)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda note: broken.append(note.text) if "Content Security" in note.text else None)
    await page.goto(f"{base}/console/sign-in")
    await page.get_by_label("ログイン名").fill("henshu")
    await page.get_by_label("パスワード").fill(PASSWORD)
    await page.get_by_role("button", name="サインイン").click()
    await page.wait_for_load_state()
    return page, broken


async def test_editor_tells_everybody_with_the_keyboard(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    session = await class_of_three(desk)
    page, broken = await signed_in(chromium, base, DESKTOP)
    await page.goto(f"{base}/console/editor/sessions/list")
    await page.get_by_role("link", name="見る").press("Enter")
    await expect(page.get_by_role("heading", name="予約 2件・2人")).to_be_visible()
    await shot(page, "attendance-1200")
    assert await page.evaluate(CONTRAST) == []
    await page.get_by_role("link", name="お知らせを送る").press("Enter")
    await page.get_by_label("予約した方と、返事待ち・空き待ちの方").press("Space")
    await page.get_by_label("お知らせの文章").fill("会場が2階に変わりました。\nお気をつけてお越しください。")
    await shot(page, "message-1200")
    await page.get_by_role("button", name="確認へ進む").press("Enter")
    await expect(page.get_by_role("heading", name="届く人数 3人")).to_be_visible()
    await shot(page, "message-look-1200")
    assert await page.evaluate(CONTRAST) == []
    assert desk.channel.texts == []
    await page.get_by_role("button", name="3人に送る").press("Enter")
    await expect(page.get_by_role("heading", name="送ったお知らせ")).to_be_visible()
    await desk.work()
    await page.get_by_role("link", name="数を新しくする").press("Enter")
    await expect(page.locator(".facts")).to_contain_text("届いた3人")
    await shot(page, "message-sent-1200")
    await page.goto(f"{base}/console/editor/messages/{session}")
    await expect(page.locator(".sent-list li")).to_have_count(1)
    assert len(desk.channel.texts) == 3
    assert broken == []


async def test_message_pages_fit_a_phone_and_the_list_fits_paper(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    session = await class_of_three(desk)
    page, broken = await signed_in(chromium, base, PHONE)
    await page.goto(f"{base}/console/editor/attendance/{session}")
    await fits(page)
    await shot(page, "attendance-360")
    await page.goto(f"{base}/console/editor/messages/{session}")
    await shot(page, "message-360")
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    await page.get_by_label("お知らせの文章").fill("会場が変わりました。")
    await page.get_by_role("button", name="確認へ進む").click()
    await fits(page)
    await shot(page, "message-look-360")
    await page.goto(f"{base}/console/editor/attendance/{session}/print")
    await page.emulate_media(media="print")
    await expect(page.get_by_text("印刷できます")).to_be_hidden()
    await expect(page.get_by_text("うみ🌊")).to_be_visible()
    await shot(page, "attendance-paper")
    assert broken == []
