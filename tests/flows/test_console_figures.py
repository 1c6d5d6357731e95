"""The page of figures."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape

import pytest

from bot.desk.ports import SendError
from tests.consoles import Browser, browser, console_app, enter
from tests.desks import TestDesk


@pytest.fixture
async def sato(desk: TestDesk) -> AsyncIterator[Browser]:
    async with browser(console_app(desk)) as client:
        await enter(desk, client)
        yield client


async def rows(sato: Browser) -> list[str]:
    """Every row of every table, its cells separated by one space."""
    page = (await sato.get("/console/figures")).text
    found = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in found]


async def test_figures_tell_the_time_until_somebody_claimed_by_level(desk: TestDesk, sato: Browser) -> None:
    for person, words, seconds in (
        ("U1", "死にたい", 60),
        ("U2", "死にたい", 200),
        ("U3", "死にたい", 7500),
        ("U4", "いま飲んだ", 45),
    ):
        await desk.talk(words, person=person)
        desk.clock.pass_time(seconds=seconds)
        await sato.act((await desk.conversation(person)).id, "claim")
    found = await rows(sato)
    assert "▲ 高い危険 3 3分20秒 2時間5分" in found
    assert "‼ 緊急 1 45秒 45秒" in found


async def test_figures_forget_waits_after_thirty_days(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("死にたい")
    await sato.act(1, "claim")
    desk.clock.pass_time(days=30, minutes=1)
    await enter(desk, sato, "suzuki", "鈴木")
    assert "相談員が担当した会話はありません" in (await sato.get("/console/figures")).text


async def test_figures_count_who_waits_now_by_level(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("死にたい", person="U1")
    desk.clock.pass_time(minutes=12)
    await desk.talk("死にたい", person="U2")
    await desk.talk("いま飲んだ", person="U3")
    await desk.talk("死にたい", person="U4")
    await sato.act((await desk.conversation("U4")).id, "claim")
    found = await rows(sato)
    assert "▲ 高い危険 2 12分" in found
    assert "‼ 緊急 1 1分未満" in found


async def test_figures_count_a_day_by_the_clock_of_tokyo(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("こんにちは")
    await desk.talk("死にたい")
    await desk.talk("人と話したい", person="U2")
    desk.clock.pass_time(hours=11, minutes=59)
    await desk.talk("まだ二十四日です")
    desk.clock.pass_time(minutes=2)
    await desk.talk("もう二十五日です")
    await enter(desk, sato, "suzuki", "鈴木")
    found = await rows(sato)
    assert "11月24日(火) 4 2 1" in found
    assert "11月25日(水) 1 0 0" in found
    assert len([row for row in found if row.startswith("11月")]) == 14


async def test_figures_count_what_could_not_be_delivered(desk: TestDesk, sato: Browser) -> None:
    desk.channel.errors += [SendError("status_403", retryable=False)]
    await desk.talk("こんにちは")
    await desk.talk("もう一度")
    assert "status_403 1" in await rows(sato)


async def test_figures_are_open_to_counselors_and_hold_no_word_of_anybody(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("死にたい")
    page = (await sato.get("/console/figures")).text
    assert "死にたい" not in page
    assert "U1" not in page
    await enter(desk, sato, "henshu", "編集", ("editor",))
    assert (await sato.get("/console/figures")).status_code == 403
