"""An editor changes a help line in a real browser, and the very next answer in the chat has it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from bot.app import app_of
from bot.bootstrap import Desk, build_desk
from bot.commands.seed import seed_into
from bot.settings import Settings
from bot.store.migrate import migrate
from tests.browser.browsers import SHOTS
from tests.consoles import PASSWORD, create_counselor
from tests.platforms.line.serving import serving

WAIT_MS = 15_000
PHONE = {"width": 360, "height": 740}


@pytest.fixture
async def front_desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A whole front desk with the shipped catalogue and a console assistant."""
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'akari.sqlite'}",
        var_dir=tmp_path / "var",
        profile=tmp_path / "profile.yml",
        duty_roster=tmp_path / "duty.yml",
        assistant="console",
    )
    await migrate(settings.database_url)
    desk = build_desk(settings)
    await seed_into(desk.store, settings)
    await create_counselor(desk.store, desk.clock, "henshu", "編集", ("editor",), PASSWORD)
    yield desk
    await desk.store.close()


@pytest.fixture
async def base(front_desk: Desk) -> AsyncIterator[str]:
    app = app_of(front_desk)
    async with app.router.lifespan_context(app), serving(app) as address:
        yield address


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"catalogue-{name}.png", full_page=True)


async def asked(chromium: Chromium, base: str, text: str) -> str:
    """What the web chat answers to somebody new."""
    context = await chromium.new_context(locale="ja-JP")
    page = await context.new_page()
    page.set_default_timeout(WAIT_MS)
    await page.goto(base)
    await page.get_by_label("メッセージ", exact=True).fill(text)
    await page.get_by_label("メッセージ", exact=True).press("Enter")
    answers = page.locator("article.assistant .text")
    await expect(answers.filter(has_text="よりそいホットライン").first).to_be_visible(timeout=WAIT_MS)
    said = " ".join(await answers.all_inner_texts())
    await context.close()
    return said


async def test_next_answer_has_the_new_number_when_a_help_line_was_saved(
    chromium: Chromium, base: str
) -> None:
    assert "0120-279-338" in await asked(chromium, base, "もう死にたいです")
    context = await chromium.new_context(locale="ja-JP", viewport=PHONE)  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(WAIT_MS)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("request", lambda sent: None if sent.url.startswith(base) else broken.append(sent.url))
    await page.goto(f"{base}/console/editor/catalogue")
    await page.get_by_label("ログイン名").fill("henshu")
    await page.get_by_label("パスワード").fill(PASSWORD)
    await page.get_by_role("button", name="サインイン").click()
    await page.goto(f"{base}/console/editor/catalogue")
    await shot(page, "hub")
    await page.get_by_role("link", name="相談窓口（電話）").click()
    await shot(page, "lines")
    await page.get_by_role("link", name="よりそいホットライン").click()
    await page.get_by_label("電話番号").fill("でんわ")
    await expect(page.locator("#preview")).to_contain_text("次のところを直すと、ここに表示されます：電話番号")
    await page.get_by_role("button", name="保存する").click()
    await expect(page.get_by_role("alert")).to_contain_text("電話番号：「0120-000-000」のように")
    await shot(page, "fault")
    await page.get_by_label("電話番号").fill("0120-000-444")
    await expect(page.locator("#preview")).to_contain_text("よりそいホットライン 0120-000-444")
    assert "0120-279-338" in await asked(chromium, base, "もう死にたいです")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await shot(page, "form")
    await page.get_by_role("button", name="保存する").press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("もう使われています")
    said = await asked(chromium, base, "もう死にたいです")
    assert "0120-000-444" in said
    assert "0120-279-338" not in said
    await page.goto(f"{base}/console/editor/history?table=help_line")
    await shot(page, "history")
    await page.get_by_role("button", name="元に戻す").click()
    await expect(page.get_by_role("status")).to_contain_text("元に戻しました")
    assert "0120-279-338" in await asked(chromium, base, "もう死にたいです")
    assert broken == []
    await context.close()
