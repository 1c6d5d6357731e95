"""Bookings through the real assistant: on LINE with its cards, and in a browser on the web."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from bot.clock import SystemClock
from bot.commands.rasa_up import rasa_up
from bot.conversation.status import Status
from bot.guide.bookings.entities import Booking
from bot.guide.keeping.samples import load_samples
from bot.settings import Settings
from tests.browser.browsers import chromium
from tests.platforms.line.phone import Phone
from tests.platforms.line.state import Line
from tests.processes import ROOT, TOKEN, DeskProcess, eventually
from tests.system.desks import store_of, whole_desk

SHOTS = os.environ.get("AKARI_SCREENSHOTS", "")
WAIT_MS = 20_000


async def test_session_is_booked_on_line_and_on_the_web_through_the_real_assistant(
    tmp_path: Path, settings: Settings
) -> None:
    line = Line(TOKEN)
    async with (
        rasa_up(settings) as up,
        chromium() as browser,
        whole_desk(tmp_path, up, line) as (desk, webhook),
    ):
        async with store_of(desk) as store:
            await load_samples(store, ROOT / "data" / "samples", SystemClock().now())
        mother = Phone(line, webhook, "花")
        await mother.follow()
        await _said(mother, "はじめまして")
        await _books_with_a_question_in_between(mother)
        (booking,) = await _bookings(desk, "line", mother.person.id)
        assert (booking.answers.nickname, booking.people) == ("みかん", 3)
        assert booking.answers.wishes == "家の電話は鳴らさないでほしいです"

        await _is_protected_in_the_middle(Phone(line, webhook, "太郎"), desk)

        page = await browser.new_page(viewport={"width": 390, "height": 800}, locale="ja-JP")
        page.set_default_timeout(WAIT_MS)
        await page.goto(f"{desk.base}/")
        await _books_on_the_web(page)


async def _books_with_a_question_in_between(phone: Phone) -> None:
    await phone.say("家族教室の日程を教えてください")
    await _said(phone, "これからの回です")
    carousel = next(message for message in _sent(phone) if message["type"] == "flex")
    assert carousel["contents"]["type"] == "carousel"
    assert "家族教室" not in carousel["altText"]
    await phone.tap(_button(carousel, "予約する"))
    await _said(phone, "お名前を教えて")
    await phone.say("みかんです")
    await _said(phone, "何人でお越し")
    await phone.say("参加するのに費用はかかりますか")
    await _said(phone, "費用")
    await eventually(lambda: phone.person.texts()[-1].startswith("何人でお越し"))
    await phone.say("2人")
    await _said(phone, "ご連絡先")
    await phone.say("書かない")
    await _said(phone, "気をつけてほしいこと")
    await phone.say("家の電話は鳴らさないでほしいです")
    await _said(phone, "次の内容で予約します")
    await phone.say("やっぱり3人で")
    await _said(phone, "人数：3人")
    await phone.tap(next(action for action in phone.quick_replies() if action["label"] == "はい"))
    await _said(phone, "ご予約を受けました")


async def _is_protected_in_the_middle(phone: Phone, desk: DeskProcess) -> None:
    await phone.follow()
    await phone.say("家族教室に申し込みたいです")
    await _said(phone, "どの回にしますか")
    await phone.say("1")
    await _said(phone, "お名前を教えて")
    await phone.say("もう死にたい")
    await _said(phone, "相談員を呼びました")
    await phone.say("はなこ")
    assert await _bookings(desk, "line", phone.person.id) == []
    async with store_of(desk) as store, store.read() as uow:
        conversation = (await uow.conversations.of_contact("line", phone.person.id))[-1]
        assert conversation.status is Status.WAITING
        assert await uow.procedures.get(conversation.contact.id) is None


async def _books_on_the_web(page: Page) -> None:
    chat = page.locator("akari-chat")
    if await chat.get_by_role("button", name="相談する").count():
        await chat.get_by_role("button", name="相談する").click()
    await _types(page, "家族教室の日程を教えてください")
    card = chat.locator(".card").first
    await expect(card).to_contain_text("見本")
    if SHOTS:
        await page.screenshot(path=f"{SHOTS}/booking-web.png")
    await card.get_by_role("button", name="予約する").press("Enter")
    await expect(chat).to_contain_text("お名前を教えて")
    await _types(page, "れもん")
    await expect(chat).to_contain_text("何人でお越し")
    await chat.get_by_role("button", name="1人").press("Enter")
    await expect(chat).to_contain_text("ご連絡先")
    await chat.get_by_role("button", name="書かない").press("Enter")
    await expect(chat).to_contain_text("気をつけてほしいこと")
    await chat.get_by_role("button", name="なし", exact=True).press("Enter")
    await expect(chat).to_contain_text("次の内容で予約します")
    await chat.get_by_role("button", name="はい", exact=True).press("Enter")
    await expect(chat).to_contain_text("ご予約を受けました")


async def _types(page: Page, text: str) -> None:
    box = page.locator("akari-chat").get_by_role("textbox")
    await box.fill(text)
    await box.press("Enter")


def _sent(phone: Phone) -> list[dict[str, Any]]:
    return [entry.message for entry in phone.person.chat if entry.side == "account"]


def _button(message: dict[str, Any], label: str) -> dict[str, Any]:
    first = message["contents"]["contents"][0]["body"]["contents"]
    return next(
        part["action"] for part in first if part["type"] == "button" and part["action"]["label"] == label
    )


async def _said(phone: Phone, words: str) -> None:
    await eventually(lambda: any(words in text for text in phone.person.texts()))


async def _bookings(desk: DeskProcess, channel: str, person: str) -> list[Booking]:
    async with store_of(desk) as store, store.read() as uow:
        contact = (await uow.conversations.of_contact(channel, person))[-1].contact
        return await uow.bookings.of_contact(contact.id)
