"""The calling of a human in plain words."""

from __future__ import annotations

import pytest

from bot.console.calling import RESULT_MAX, badge, calling, outcome
from bot.console.times import lasted
from bot.conversation.levels import RiskLevel
from bot.desk.paging_ports import PagingBrief, PagingState
from bot.guide.roster import Contact, Person, Roster, Way
from tests.fakes import NOON

LISTED = Roster((Person("tanaka", "田中", (Contact(Way.LINE, "U"),)),))


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("", "呼び出しています"),
        ("email:sent", "メールを送りました"),
        ("line:sent telegram:sent", "LINEを送りました、Telegramを送りました"),
        ("webhook:sent", "連携先に知らせました"),
        ("webhook:status_500", "連携先への通知は届きませんでした（status_500）"),
        ("line:not_configured", "LINEは設定されていません"),
        ("pigeon:TimeoutError", "pigeonは届きませんでした（TimeoutError）"),
    ],
)
def test_result_of_a_call_is_told_in_plain_words(result: str, words: str) -> None:
    assert outcome(result) == words


def test_result_drops_its_last_piece_when_it_was_cut() -> None:
    cut = ("email:sent " * 20)[:RESULT_MAX]
    assert "届きませんでした" not in outcome(cut)


@pytest.mark.parametrize(
    ("brief", "roster", "word"),
    [
        (None, LISTED, ""),
        (PagingBrief("calling", None, 0), Roster(), "当番の登録なし"),
        (PagingBrief("calling", None, 0), None, "呼び出し待ち"),
        (PagingBrief("calling", None, 2), LISTED, "呼び出し中"),
        (PagingBrief("acknowledged", "田中", 1), LISTED, "確認 田中"),
        (PagingBrief("ended", None, 1), LISTED, ""),
    ],
)
def test_badge_is_short(brief: PagingBrief | None, roster: Roster | None, word: str) -> None:
    assert badge(brief, roster) == word


@pytest.mark.parametrize(
    ("level", "roster", "words"),
    [
        (RiskLevel.HIGH, None, "まだだれも呼び出していません"),
        (RiskLevel.HIGH, Roster(), "当番が登録されていません"),
        (RiskLevel.HIGH, LISTED, "次の当番も登録されていません"),
        (RiskLevel.IMMINENT, LISTED, "まもなく当番を呼び出します"),
    ],
)
def test_calling_says_why_nobody_was_called_yet(level: RiskLevel, roster: Roster | None, words: str) -> None:
    state = PagingState("calling", NOON, None, None, ())
    assert words in calling(state, level, roster, NOON).words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-1, "0秒"),
        (59.4, "59秒"),
        (59.6, "1分0秒"),
        (200, "3分20秒"),
        (3900, "1時間5分"),
        (97200, "1日3時間"),
    ],
)
def test_lasted_keeps_two_units(seconds: float, words: str) -> None:
    assert lasted(seconds) == words
