"""The whole product: LINE → front desk → Rasa → danger → console in a browser → LINE → Rasa again."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.async_api import Page, expect

from bot.clock import SystemClock
from bot.commands.rasa_up import rasa_up
from bot.console.accounts import create_counselor
from bot.settings import Settings
from tests.browser.browsers import chromium
from tests.platforms.line.phone import Phone
from tests.platforms.line.state import Line
from tests.processes import TOKEN, DeskProcess, eventually
from tests.system.desks import store_of, whole_desk

SHOTS = os.environ.get("AKARI_SCREENSHOTS", "")
PASSWORD = "mado-no-akari-2027"


async def test_family_is_answered_then_protected_then_heard_by_a_human_and_answered_again(
    tmp_path: Path, settings: Settings
) -> None:
    line = Line(TOKEN)
    async with (
        rasa_up(settings) as up,
        chromium() as browser,
        whole_desk(tmp_path, up, line) as (desk, webhook),
    ):
        await _counselor(desk)
        mother = Phone(line, webhook, "花")
        await mother.follow()
        await _answered(mother, 1)
        await mother.say("家族教室ってどんなことをするんですか")
        await eventually(lambda: any("講義" in text for text in mother.person.texts()))
        assert mother.person.pushes == 0

        before = len(mother.person.texts())
        await mother.say("息子がもう死にたいと言っています")
        await _answered(mother, before + 1)
        assert any("相談員を呼びました" in text for text in mother.person.texts())

        page = await browser.new_page()
        await _take_over(page, desk)
        await eventually(lambda: "佐藤です。お話をうかがいます。" in mother.person.texts())

        quiet = len(mother.person.texts())
        await mother.say("ありがとうございます")
        await expect(page.locator("#transcript")).to_contain_text("ありがとうございます")
        assert len(mother.person.texts()) == quiet

        await _close(page)
        await eventually(lambda: any("自動の案内がお答えします" in text for text in mother.person.texts()))
        await mother.say("居場所について教えてください")
        await eventually(lambda: any("居場所は" in text for text in mother.person.texts()))


async def _counselor(desk: DeskProcess) -> None:
    async with store_of(desk) as store:
        await create_counselor(store, SystemClock(), "sato", "佐藤", ["counselor"], PASSWORD)


async def _answered(phone: Phone, count: int) -> None:
    await eventually(lambda: len(phone.person.texts()) >= count)


async def _take_over(page: Page, desk: DeskProcess) -> None:
    await page.goto(f"{desk.base}/console")
    await page.get_by_label("ログイン名").fill("sato")
    await page.get_by_label("パスワード").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.locator("[id^=open-]").first.press("Enter")
    await expect(page.locator("mark").first).to_have_text("死にたい")
    await page.get_by_role("button", name="担当する").press("Enter")
    reply = page.get_by_label("返信")
    await expect(reply).to_be_enabled()
    await reply.fill("佐藤です。お話をうかがいます。")
    if SHOTS:
        await page.screenshot(path=f"{SHOTS}/console.png")
    await reply.press("Control+Enter")


async def _close(page: Page) -> None:
    await page.locator("#close-summary").press("Enter")
    await page.get_by_role("button", name="終了する", exact=True).press("Enter")
    await expect(page.get_by_text("会話を終了しました")).to_be_visible()
