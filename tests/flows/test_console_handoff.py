"""What a counselor is shown of a handoff: the summary and the calling."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape

import pytest

from bot.desk.events import Unsent
from bot.desk.paging import Paging
from bot.desk.paging_ports import PageFailed, PageText
from bot.guide.roster import Contact, Person, Roster, Shift, Way
from bot.guide.weekly import Span
from tests.consoles import Browser, browser, console_app, enter
from tests.desks import TestDesk

DAYTIME = Span(frozenset(range(5)), 9 * 60, 17 * 60)
TANAKA = Person(
    "tanaka", "田中", (Contact(Way.EMAIL, "t@example.jp"), Contact(Way.WEBHOOK, "https://x.example"))
)
ROSTER = Roster((TANAKA,), (Shift(TANAKA, DAYTIME),))


@dataclass
class FakePager:
    code: str = ""
    tokens: list[str] = field(default_factory=list)

    async def page(self, address: str, text: PageText) -> None:
        self.tokens.append(text.url.rsplit("/", 1)[1])
        if self.code:
            raise PageFailed(self.code)


@dataclass
class Duty:
    """The roster in use and the ways to call."""

    roster: Roster = ROSTER
    email: FakePager = field(default_factory=FakePager)
    webhook: FakePager = field(default_factory=lambda: FakePager("status_500"))


@pytest.fixture
def duty() -> Duty:
    return Duty()


@pytest.fixture
def paging(desk: TestDesk, duty: Duty) -> Paging:
    pagers = {"email": duty.email, "webhook": duty.webhook}
    return Paging(desk.store, pagers, lambda: duty.roster, desk.clock, "https://akari.example.jp")


@pytest.fixture
async def sato(desk: TestDesk, duty: Duty) -> AsyncIterator[Browser]:
    async with browser(console_app(desk, roster=lambda: duty.roster)) as client:
        await enter(desk, client)
        yield client


ENDS = {"summary": '<section aria-labelledby="talk-title"', "calling": "</aside>"}


async def words(sato: Browser, part: str) -> str:
    """The text of a part of the conversation's page."""
    page = (await sato.get("/console/conversations/1")).text
    found = re.search(f'<div id="{part}".*?{ENDS[part]}', page, re.DOTALL)
    assert found
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


# --- summary -------------------------------------------------------------------------------


async def test_summary_tells_who_what_since_when_and_what_was_answered(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("家族教室について知りたい")
    desk.clock.pass_time(minutes=3)
    await desk.talk("もう死にたいです")
    desk.clock.pass_time(minutes=30)
    summary = await words(sato, "summary")
    assert "引きつぎの要点" in summary
    assert "心配な方 書いている方ご自身" in summary
    assert "高い危険" in summary
    assert "内容 自殺・希死念慮" in summary
    assert "2026年11月24日(火) 12:03から" in summary
    assert "はじめの言葉 家族教室について知りたい" in summary
    assert "もう死にたいです 11/24 12:03" in summary
    assert "11/24 12:03に、自動でお返ししました。" in summary


async def test_summary_says_so_when_the_safety_reply_is_still_missing(desk: TestDesk, sato: Browser) -> None:
    await desk.write("もう死にたいです")
    assert "まだ安全のための返信をしていません" in await words(sato, "summary")


async def test_summary_escapes_words_and_leads_to_the_message(desk: TestDesk, sato: Browser) -> None:
    await desk.talk("<b>死にたい</b>")
    page = (await sato.get("/console/conversations/1")).text
    assert "<b>" not in page
    assert "&lt;b&gt;死にたい" in page
    assert 'href="#m1"' in page
    assert 'id="m1"' in page


async def test_summary_is_absent_from_a_calm_talk_and_comes_with_danger(
    desk: TestDesk, sato: Browser
) -> None:
    await desk.talk("こんにちは")
    assert "引きつぎの要点" not in (await sato.get("/console/conversations/1")).text
    await desk.talk("死にたい")
    assert "引きつぎの要点" in (await sato.get("/console/conversations/1/live", script=True)).text


async def test_summary_shows_no_word_that_was_taken_back(desk: TestDesk, sato: Browser) -> None:
    said = desk.said("死にたい、見ないで")
    await desk.receive("line", [said])
    await desk.work()
    await desk.receive("line", [Unsent("unsend-1", "U1", said.message_id or "")])
    page = (await sato.get("/console/conversations/1")).text
    assert "見ないで" not in page
    assert "1件のメッセージが取り消されました" in page


# --- calling -------------------------------------------------------------------------------


async def test_calling_tells_whom_when_and_with_what_result(
    desk: TestDesk, sato: Browser, paging: Paging
) -> None:
    await desk.talk("死にたい")
    await paging.sweep()
    called = await words(sato, "calling")
    assert "当番を呼び出しています。まだだれも確認していません。" in called
    assert "11/24 12:00 田中 メールを送りました、連携先への通知は届きませんでした（status_500）" in called


async def test_calling_ends_when_a_counselor_confirms_it(
    desk: TestDesk, sato: Browser, paging: Paging, duty: Duty
) -> None:
    await desk.talk("死にたい")
    await paging.sweep()
    desk.clock.pass_time(minutes=2)
    response = await sato.act(1, "acknowledge")
    assert (response.status_code, response.headers["location"]) == (303, "/console/conversations/1")
    called = await words(sato, "calling")
    assert "佐藤さんが11/24 12:02に確認しました。" in called
    assert "確認しました 押すと" not in called
    desk.clock.pass_time(hours=1)
    await paging.sweep()
    assert len(duty.email.tokens) == 1


async def test_calling_names_who_confirmed_by_the_link(
    desk: TestDesk, sato: Browser, paging: Paging, duty: Duty
) -> None:
    await desk.talk("死にたい")
    await paging.sweep()
    await paging.acknowledge(duty.email.tokens[0])
    assert "田中さんが11/24 12:00に確認しました。" in await words(sato, "calling")
    assert "確認 田中" in (await sato.get("/console")).text


async def test_calling_says_so_when_nobody_is_in_the_roster(
    desk: TestDesk, sato: Browser, paging: Paging, duty: Duty
) -> None:
    duty.roster = Roster()
    await desk.talk("死にたい")
    await paging.sweep()
    assert "当番が登録されていません" in await words(sato, "calling")
    assert "当番の登録なし" in (await sato.get("/console")).text


async def test_calling_says_when_the_next_shift_begins(desk: TestDesk, sato: Browser, paging: Paging) -> None:
    desk.clock.pass_time(hours=11)
    await desk.talk("死にたい")
    await paging.sweep()
    assert "いまは当番の時間外です。11/25 9:00に呼び出します。" in await words(sato, "calling")
    assert "呼び出し待ち" in (await sato.get("/console")).text


async def test_queue_shows_the_calling_in_a_word_until_somebody_claims(
    desk: TestDesk, sato: Browser, paging: Paging
) -> None:
    await desk.talk("死にたい")
    await paging.sweep()
    queue = (await sato.get("/console")).text
    assert '<span class="called">呼び出し中</span>' in queue
    assert "田中" not in queue
    await sato.act(1, "claim")
    assert 'class="called"' not in (await sato.get("/console")).text
    assert "呼び出しは終わりました。" in await words(sato, "calling")


async def test_acknowledging_is_refused_without_a_token_and_for_no_conversation(
    desk: TestDesk, sato: Browser, paging: Paging
) -> None:
    await desk.talk("死にたい")
    assert (await sato.act(99, "acknowledge")).status_code == 404
    sato.csrf = ""
    assert (await sato.act(1, "acknowledge")).status_code == 403
    desk.clock.moment += timedelta(minutes=1)
    await paging.sweep()
    assert "まだだれも確認していません" in await words(sato, "calling")
