"""The requests of the desk in a real browser: live list, form, keyboard, narrow screens."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import expect

from bot.guide.requests.ask import Ask
from bot.guide.requests.entities import RequestState
from bot.guide.requests.kinds import RequestKind
from tests.browser.test_console import CONTRAST, PHONE, fits, shot, signed_in
from tests.consoles import account, console_app
from tests.desks import TestDesk
from tests.platforms.line.serving import serving

CALL = {
    "nickname": "はなこ",
    "phone": "078-000-0000",
    "when": "平日の午後",
    "wishes": "家の電話には\nかけないで",
}


@pytest.fixture
async def base(desk: TestDesk) -> AsyncIterator[str]:
    await account(desk)
    async with serving(console_app(desk)) as address:
        yield address


async def ask(desk: TestDesk, person: str, said: str, kind: RequestKind = RequestKind.CALL_BACK) -> int:
    await desk.talk(said, person=person)
    contact = (await desk.conversation(person)).contact.id
    fields = CALL if kind is RequestKind.CALL_BACK else {"nickname": "たろう", "wished": "金曜の夜8時ごろ"}
    made = await Ask(desk.store).ask(contact, kind, fields, desk.clock.now())
    desk.bell.ring("message", conversation_id=made.conversation_id)
    return made.id


async def test_new_request_appears_without_reload_and_is_counted(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    async with signed_in(chromium, base) as page:
        count = page.locator("#requests-count")
        await expect(count).to_be_hidden()
        await page.get_by_role("link", name="申し込み").click()
        await expect(page.get_by_text("対応が必要な申し込みはありません")).to_be_visible()
        first = await ask(desk, "U1", "電話がほしいです")
        await expect(page.locator(f"#request-{first}")).to_contain_text("折り返しの電話")
        await expect(count).to_have_text("残り1")
        worried = await ask(desk, "U2", "もう限界です", RequestKind.CHAT_APPOINTMENT)
        await expect(page.locator(".entry a").first).to_have_id(f"request-{worried}")
        await expect(page.locator(f"#request-{worried}")).to_contain_text("注意")
        assert "はなこ" not in await page.content()
        await shot(page, "requests-1200")
        assert await page.evaluate(CONTRAST) == []


async def test_counselor_handles_a_request_with_the_keyboard(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    made = await ask(desk, "U1", "電話がほしいです")
    async with signed_in(chromium, base) as page:
        await page.goto(f"{base}/console/requests")
        await page.locator(f"#request-{made}").press("Enter")
        await expect(page.get_by_text("0780000000")).to_be_visible()
        assert await page.evaluate(CONTRAST) == []
        await page.get_by_role("radio", name="完了").press("Space")
        note = page.get_by_label("ご本人に伝える言葉")
        await note.fill("ひきこもり相談室からお電話しました")
        await page.get_by_label("いますぐ").press("Space")
        await page.get_by_role("button", name="記録する").press("Enter")
        await expect(page.get_by_role("alert").first).to_contain_text("避けて")
        await expect(note).to_have_value("ひきこもり相談室からお電話しました")
        await expect(page.get_by_label("いますぐ")).to_be_checked()
        await shot(page, "request-refused-1200")
        await note.fill("木曜の午後にお電話しました")
        await page.get_by_role("button", name="記録する").press("Enter")
        await expect(page.get_by_role("status").filter(has_text="お知らせを送ります")).to_be_visible()
        await expect(page.get_by_role("button", name="記録する")).to_have_count(0)
        await shot(page, "request-done-1200")
    await desk.work()
    assert "担当者から：木曜の午後にお電話しました" in desk.channel.texts[-1]
    async with desk.store.read() as uow:
        found = await uow.requests.get(made)
    assert found is not None
    assert found.state is RequestState.DONE


async def test_request_pages_fit_a_phone_and_targets_are_large_enough(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    made = await ask(desk, "U1", "電話がほしいです")
    await ask(desk, "U2", "もう限界です", RequestKind.CHAT_APPOINTMENT)
    async with signed_in(chromium, base, size=PHONE) as page:
        await page.goto(f"{base}/console/requests")
        await expect(page.locator("#requests-count")).to_have_text("残り2")
        await fits(page)
        await shot(page, "requests-360")
        await page.locator("#kind-call_back").click()
        await expect(page.locator(".entry")).to_have_count(1)
        await page.locator(f"#request-{made}").click()
        await expect(page.get_by_role("heading", name="折り返しの電話")).to_be_visible()
        await shot(page, "request-360")
        await page.goto(f"{base}/console/conversations/1")
        await fits(page)
        await shot(page, "conversation-with-request-360")
