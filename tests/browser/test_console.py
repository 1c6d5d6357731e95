"""The console in a real browser: live pages, drafts, keyboard, narrow screens."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from bot.conversation.status import Status
from bot.desk.events import Unsent
from tests.browser.browsers import SHOTS
from tests.consoles import PASSWORD, account, console_app
from tests.desks import TestDesk
from tests.platforms.line.serving import serving

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1200, "height": 800}


@pytest.fixture
async def base(desk: TestDesk) -> AsyncIterator[str]:
    await account(desk)
    await account(desk, "suzuki", "鈴木")
    async with serving(console_app(desk)) as address:
        yield address


@asynccontextmanager
async def signed_in(
    chromium: Chromium, base: str, *, login: str = "sato", size: dict[str, int] | None = None
) -> AsyncIterator[Page]:
    """A page of a counselor, which must not fail on anything by itself."""
    context = await chromium.new_context(viewport=size or DESKTOP, locale="ja-JP", timezone_id="Asia/Tokyo")  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(8000)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda note: broken.append(note.text) if "Content Security" in note.text else None)
    await page.goto(f"{base}/console")
    await page.get_by_label("ログイン名").fill(login)
    await page.get_by_label("パスワード").fill(PASSWORD)
    await page.get_by_role("button", name="サインイン").click()
    await expect(page.get_by_role("heading", name="相談の一覧")).to_be_visible()
    yield page
    assert broken == []
    await context.close()


async def shot(page: Page, name: str, *, full: bool = True) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"console-{name}.png", full_page=full)


async def busy_evening(desk: TestDesk) -> None:
    """Several people at several levels, one with an earlier conversation."""
    await desk.talk("息子が部屋から出てきません。どうしたらいいですか")
    await desk.talk("もう限界です。夜も眠れません", person="U3")
    await desk.talk("家族教室について知りたいです", person="U2")
    await desk.talk("もう死にたいです。ずっと考えています", person="U2")
    desk.clock.pass_time(minutes=12)
    await desk.talk("いま飲んだところです", person="U4")
    desk.clock.pass_time(minutes=2)


async def test_queue_shows_a_newcomer_without_reload(desk: TestDesk, chromium: Chromium, base: str) -> None:
    async with signed_in(chromium, base) as page:
        await expect(page.get_by_text("いま待っている方はいません")).to_be_visible()
        await desk.talk("もう死にたいです")
        await expect(page.locator("#open-1")).to_contain_text("高い危険")
        await expect(page).to_have_title(re.compile(r"^\(1\) 相談の一覧"))
        assert "死にたい" not in await page.content()


async def test_every_tab_hears_of_a_newcomer_over_one_stream(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    async with signed_in(chromium, base) as page:
        second = await page.context.new_page()
        await second.goto(f"{base}/console")
        await desk.talk("もう死にたいです")
        for tab in (page, second):
            await expect(tab.locator("#open-1")).to_contain_text("高い危険")


async def test_alarm_sounds_again_when_a_talk_is_given_back_or_grows_more_dangerous(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    async with desk.store.read() as uow:
        sato = next(one for one in await uow.counselors.everyone() if one.login == "sato")
    async with signed_in(chromium, base, login="suzuki") as page:
        await page.add_init_script(COUNTED_CHIMES)
        await page.reload()
        await page.get_by_role("button", name="お知らせ音").click()
        chimes = page.locator("html")
        await expect(chimes).to_have_attribute("data-chimes", "1")
        await desk.talk("もう死にたいです")
        await expect(chimes).to_have_attribute("data-chimes", "2")
        # Claimed and given back before the page looks again: it never sees the queue without it.
        await desk.counsel.claim(1, sato)
        await desk.counsel.release(1, sato)
        await expect(chimes).to_have_attribute("data-chimes", "3")
        await desk.talk("いま飲んだところです")
        await expect(chimes).to_have_attribute("data-chimes", "4")
        async with page.expect_response("**/console/waiting"):
            await desk.talk("まだここにいます")
        await expect(page.locator("#open-1")).to_contain_text("緊急")
        await expect(chimes).to_have_attribute("data-chimes", "4")


COUNTED_CHIMES = """
window.AudioContext = class extends AudioContext {
  resume() {
    const root = document.documentElement;
    root.dataset.chimes = Number(root.dataset.chimes || 0) + 1;
    return super.resume();
  }
};
"""


async def test_counselor_claims_replies_and_closes_with_the_keyboard(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    await busy_evening(desk)
    talk = (await desk.conversation("U2")).id
    async with signed_in(chromium, base) as page:
        await shot(page, "queue-1200")
        await page.locator(f"#open-{talk}").press("Enter")
        await expect(page.locator("mark.high")).to_have_text("死にたい")
        await expect(page.get_by_label("返信")).to_be_hidden()
        await shot(page, "waiting-1200", full=False)
        await page.get_by_role("button", name="担当する").press("Enter")
        reply = page.get_by_label("返信")
        await expect(reply).to_be_enabled()
        await reply.fill("お話しくださって、ありがとうございます。\nいま、安全なところにいますか。")
        await shot(page, "claimed-1200", full=False)
        await reply.press("Control+Enter")
        await expect(page.locator("li.counselor").last).to_contain_text("安全なところ")
        await expect(reply).to_have_value("")
        await expect(reply).to_be_focused()
        await desk.work()
        assert "いま、安全なところにいますか。" in desk.channel.texts[-1]
        await page.locator("#close-summary").press("Enter")
        await page.get_by_role("button", name="終了する", exact=True).press("Enter")
        await expect(page.get_by_text("会話を終了しました")).to_be_visible()
    assert (await desk.conversation("U2")).status is Status.WITH_ASSISTANT


async def test_new_message_comes_in_and_the_draft_stays(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    await desk.talk("もう死にたいです")
    async with signed_in(chromium, base) as page:
        await page.goto(f"{base}/console/conversations/1")
        await page.get_by_role("button", name="担当する").click()
        await page.get_by_label("返信").fill("書きかけの返信")
        await desk.talk("まだいますか")
        await expect(page.locator("#transcript")).to_contain_text("まだいますか")
        await expect(page.get_by_label("返信")).to_have_value("書きかけの返信")
        await page.get_by_label("返信").fill("")


async def test_draft_stays_and_the_reason_is_told_when_a_reply_is_refused(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    await desk.talk("もう死にたいです")
    async with signed_in(chromium, base) as page:
        await page.goto(f"{base}/console/conversations/1")
        await page.get_by_role("button", name="担当する").click()
        reply = page.get_by_label("返信")
        await reply.fill("長" * 4001)
        await page.get_by_role("button", name="送信する").click()
        await expect(page.locator("#problem")).to_contain_text("長すぎます")
        assert len(await reply.input_value()) == 4001
        await reply.fill("短い返信")
        await page.get_by_role("button", name="送信する").click()
        await expect(page.locator("li.counselor").last).to_have_text(re.compile("短い返信"))
        await expect(page.locator("#problem")).to_be_hidden()


async def test_unsent_message_vanishes_from_an_open_page(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    said = desk.said("もう死にたいです")
    await desk.receive("line", [said])
    await desk.work()
    async with signed_in(chromium, base) as page:
        await page.goto(f"{base}/console/conversations/1")
        await expect(page.locator("#transcript")).to_contain_text("死にたい")
        await desk.receive("line", [Unsent("unsend-1", "U1", said.message_id or "")])
        await expect(page.locator("#transcript")).to_contain_text("取り消されました")
        assert "死にたい" not in await page.content()


async def test_second_counselor_reads_who_was_first(desk: TestDesk, chromium: Chromium, base: str) -> None:
    await desk.talk("もう死にたいです")
    async with (
        signed_in(chromium, base) as sato,
        signed_in(chromium, base, login="suzuki") as suzuki,
    ):
        for page in (sato, suzuki):
            await page.goto(f"{base}/console/conversations/1")
        await sato.get_by_role("button", name="担当する").click()
        await expect(suzuki.locator("#actions")).to_contain_text("佐藤さんが担当しています")
        await expect(suzuki.get_by_label("返信")).to_be_hidden()


async def test_earlier_conversation_opens_in_its_fold(desk: TestDesk, chromium: Chromium, base: str) -> None:
    await desk.talk("もう死にたいです")
    async with signed_in(chromium, base) as page:
        await page.goto(f"{base}/console/conversations/1")
        await page.get_by_role("button", name="担当する").click()
        await page.locator("#close-summary").click()
        await page.get_by_role("button", name="終了する", exact=True).click()
        await expect(page.get_by_role("heading", name="相談の一覧")).to_be_visible()
        await desk.talk("こんにちは")
        await page.goto(f"{base}/console/conversations/2")
        await page.locator(".earlier summary").click()
        await expect(page.locator(".earlier .slot")).to_contain_text("もう死にたいです")
        await shot(page, "earlier-1200")


async def test_pages_fit_a_phone_and_targets_are_large_enough(
    desk: TestDesk, chromium: Chromium, base: str
) -> None:
    await busy_evening(desk)
    talk = (await desk.conversation("U2")).id
    async with signed_in(chromium, base, size=PHONE) as page:
        await shot(page, "queue-360")
        await fits(page)
        await page.locator(f"#open-{talk}").click()
        await expect(page.get_by_role("heading", name=f"会話 {talk}")).to_be_visible()
        await fits(page)
        await page.get_by_role("button", name="担当する").click()
        await expect(page.get_by_label("返信")).to_be_enabled()
        await page.locator("#close-summary").click()
        await page.locator("#snippets summary").click()
        await fits(page)
        await shot(page, "claimed-360")
        await page.goto(f"{base}/console/password")
        await fits(page)
        await shot(page, "password-360")


async def fits(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    small = await page.evaluate(
        """() => [...document.querySelectorAll(
            "button, .button, input, select, textarea, summary, nav a, .entry a")]
            .filter((box) => box.type !== "hidden" && box.checkVisibility())
            .map((box) => [box.outerHTML.slice(0, 80), box.getBoundingClientRect().height])
            .filter(([, height]) => height < 43.9)"""
    )
    assert small == []


async def test_text_has_enough_contrast(desk: TestDesk, chromium: Chromium, base: str) -> None:
    await busy_evening(desk)
    talk = (await desk.conversation("U2")).id
    async with signed_in(chromium, base) as page:
        assert await page.evaluate(CONTRAST) == []
        await page.goto(f"{base}/console/conversations/{talk}")
        assert await page.evaluate(CONTRAST) == []
        await page.get_by_role("button", name="担当する").click()
        await expect(page.get_by_label("返信")).to_be_enabled()
        assert await page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (box) => {
    for (let at = box; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const box of document.querySelectorAll("body *")) {
    const words = [...box.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!words || !box.checkVisibility() || box.disabled) continue;
    const [a, b] = [light(parts(getComputedStyle(box).color)), light(ground(box))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push([box.textContent.slice(0, 20), (a + 0.05) / (b + 0.05)]);
  }
  return poor;
}"""
