"""The editor's pages in a real browser: forms, live preview, keyboard, narrow screens."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Locator, Page, expect

from tests.browser.browsers import SHOTS
from tests.consoles import PASSWORD, account
from tests.desks import TestDesk
from tests.editors import editor_app
from tests.platforms.line.serving import serving

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 860}


@pytest.fixture
async def base(desk: TestDesk) -> AsyncIterator[str]:
    await account(desk, "henshu", "編集", ("editor",))
    async with serving(editor_app(desk)) as address:
        yield address


@asynccontextmanager
async def signed_in(
    chromium: Chromium, base: str, *, size: dict[str, int] | None = None
) -> AsyncIterator[Page]:
    """A page of an editor, which must not fail on anything or ask anything of another host."""
    context = await chromium.new_context(viewport=size or DESKTOP, locale="ja-JP", timezone_id="UTC")  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(8000)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on(
        "console",
        lambda said: broken.append(said.text) if said.type == "error" and "422" not in said.text else None,
    )
    page.on("request", lambda asked: None if asked.url.startswith(base) else broken.append(asked.url))
    await page.goto(f"{base}/console/editor/")
    await page.get_by_label("ログイン名").fill("henshu")
    await page.get_by_label("パスワード").fill(PASSWORD)
    await page.get_by_role("button", name="サインイン").click()
    await expect(page.get_by_role("heading", name="ご案内の編集", level=1)).to_be_visible()
    yield page
    assert broken == []
    await context.close()


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"editor-{name}.png", full_page=True)


async def fits(page: Page) -> None:
    """Nothing sticks out of the screen, so that nobody must scroll sideways."""
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def field(page: Page, label: str) -> Locator:
    """The field whose label begins like this."""
    return page.locator("#form").get_by_label(re.compile(f"^{label}"))


async def fill_session(page: Page) -> None:
    await field(page, "事業").select_option(label="家族教室")
    await field(page, "名前").fill("家族教室 第5回「親の会話のコツ」")
    await field(page, "始まり").fill("2026-12-05T14:00")
    await field(page, "終わり").fill("2026-12-05T16:00")
    await field(page, "会場").fill("市民会館 会議室A")
    await field(page, "内容").fill("ご家族どうしで、日ごろの声のかけ方を話し合います。")
    await field(page, "定員").fill("12")


async def test_session_is_added_with_its_preview_beside_the_form(chromium: Chromium, base: str) -> None:
    async with signed_in(chromium, base) as page:
        await page.get_by_role("link", name="教室・催しの回").first.click()
        await shot(page, "sessions-empty")
        await page.get_by_role("link", name="新しく加える").click()
        await fill_session(page)
        preview = page.locator("#preview")
        await expect(preview).to_contain_text("12月5日（土）14時から16時まで")
        await expect(preview).to_contain_text("あと12席")
        await fits(page)
        await shot(page, "session-form")
        await page.get_by_role("button", name="保存する").click()
        await expect(page.get_by_role("status")).to_contain_text("を加えました")
        await expect(page.get_by_role("cell", name="2026年12月5日(土) 14:00")).to_be_visible()
        await shot(page, "sessions")


async def test_fault_is_reached_by_keyboard_and_corrected(chromium: Chromium, base: str) -> None:
    async with signed_in(chromium, base) as page:
        await page.goto(f"{base}/console/editor/sessions/create")
        await fill_session(page)
        await field(page, "定員").fill("0")
        await field(page, "終わり").fill("2026-12-05T13:00")
        await page.keyboard.press("Enter")
        await expect(page.locator("#faults")).to_be_focused()
        await shot(page, "session-faults")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(field(page, "定員")).to_be_focused()
        await page.keyboard.press("ControlOrMeta+a")
        await page.keyboard.type("12")
        await field(page, "終わり").fill("2026-12-05T16:00")
        await field(page, "終わり").press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("を加えました")


async def test_everything_fits_a_phone(desk: TestDesk, chromium: Chromium, base: str) -> None:
    async with signed_in(chromium, base, size=PHONE) as page:
        await page.goto(f"{base}/console/editor/samples")
        await page.get_by_role("button", name="見本をもう一度出す").click()
        await expect(page.get_by_role("button", name="見本をすべて消す")).to_be_visible()
        paths = (
            "",
            "sessions/list",
            "sessions/create",
            "places/list",
            "places/edit?pk=1",
            "year",
            "history",
            "files",
            "samples",
        )
        for path in paths:
            await page.goto(f"{base}/console/editor/{path}")
            await fits(page)
            await shot(page, "phone-" + re.sub(r"\W", "-", path))


async def test_change_is_found_in_the_history_and_undone(chromium: Chromium, base: str) -> None:
    async with signed_in(chromium, base) as page:
        await page.goto(f"{base}/console/editor/places/create")
        await field(page, "名前").fill("みんなの居場所")
        await page.get_by_label("月曜").check()
        await page.get_by_label("開く時刻").fill("13:00")
        await page.get_by_label("閉じる時刻").fill("16:00")
        await expect(page.locator("#preview")).to_contain_text("ご家族へ")
        await shot(page, "place-form")
        await page.get_by_role("button", name="保存する").click()
        await page.get_by_role("link", name="みんなの居場所").click()
        await field(page, "名前").fill("別の名前")
        await page.get_by_role("button", name="保存する").click()
        await page.get_by_role("link", name="変更の記録").click()
        await expect(page.locator("del").first).to_have_text("みんなの居場所")
        await shot(page, "history")
        await page.get_by_role("button", name="元に戻す").first.click()
        await page.get_by_role("link", name="居場所", exact=True).first.click()
        await expect(page.get_by_role("link", name="みんなの居場所")).to_be_visible()


async def test_file_is_looked_at_before_it_is_taken_in(chromium: Chromium, base: str, tmp_path: Path) -> None:
    async with signed_in(chromium, base) as page:
        await page.goto(f"{base}/console/editor/samples")
        await page.get_by_role("button", name="見本をもう一度出す").click()
        await shot(page, "samples")
        await page.goto(f"{base}/console/editor/files")
        await shot(page, "files")
        async with page.expect_download() as waiting:
            await page.get_by_role("link", name=re.compile("見本も入れたCSV.*居場所")).click()
        file = tmp_path / "places.csv"
        await (await waiting.value).save_as(file)
        text = file.read_text(encoding="utf-8-sig").replace("はい,", "たぶん,", 1)
        file.write_text(text, encoding="utf-8-sig")
        await page.get_by_label("何のファイルですか").select_option(label="居場所")
        await page.get_by_label(re.compile("ファイル（")).set_input_files(file)
        await page.get_by_role("button", name="変わるところを確かめる").click()
        await expect(page.get_by_role("alert")).to_contain_text("「はい」か「いいえ」で書いてください")
        await shot(page, "file-faults")
