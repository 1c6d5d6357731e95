"""Labels, times, and the border around transcripts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot.console
from bot.console import labels, times
from bot.console.errors import explain
from bot.conversation import errors
from bot.conversation.content import Author
from bot.conversation.entities import HandoffReason
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.counsel import REPLY_MAX
from bot.desk.ports import UnitOfWork

CONSOLE = Path(bot.console.__file__).parent
NIGHT = datetime(2026, 11, 22, 17, 10, tzinfo=UTC)


def test_every_level_reason_status_and_author_has_its_words() -> None:
    assert all(labels.badge(level).label and labels.badge(level).sign for level in RiskLevel)
    assert len({labels.badge(level).label for level in RiskLevel}) == len(RiskLevel)
    assert all(labels.reason(reason) for reason in HandoffReason)
    assert all(labels.status(status) for status in Status)
    assert all(labels.author(author, None) for author in Author)


def test_unknown_channel_and_category_keep_their_names() -> None:
    assert (labels.channel("carrier-pigeon"), labels.category("new_one")) == ("carrier-pigeon", "new_one")


def test_times_are_those_of_tokyo() -> None:
    assert times.long_time(NIGHT) == "2026年11月23日(月) 2:10"
    assert times.short_time(NIGHT) == "11/23 2:10"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "1分未満"), (59, "1分未満"), (60, "1分"), (3599, "59分"), (3900, "1時間5分"), (86400, "1日")],
)
def test_waited_is_told_in_the_largest_fitting_words(seconds: int, words: str) -> None:
    assert times.waited(NIGHT, NIGHT + timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (errors.ConversationNotFound(1), 404, "見つかりません"),
        (errors.ConversationAlreadyClaimed("佐藤"), 409, "佐藤さん"),
        (errors.ConversationAlreadyClaimed(""), 409, "ほかの相談員"),
        (errors.NotTheHolder(""), 409, "担当ではありません"),
        (errors.EmptyReply(""), 400, "入力"),
        (errors.ReplyTooLong(REPLY_MAX + 1, REPLY_MAX), 400, "長すぎます"),
        (errors.IllegalStatusChange("closed", "claimed"), 409, "終了しています"),
        (errors.ConversationError(""), 409, "変わりました"),
    ],
)
def test_errors_are_explained_to_the_counselor(
    error: errors.ConversationError, status: int, words: str
) -> None:
    refusal = explain(error)
    assert refusal.status == status
    assert words in refusal.text


def test_access_module_alone_reads_messages() -> None:
    assert hasattr(UnitOfWork, "messages")
    for path in CONSOLE.glob("*.py"):
        if path.name != "access.py":
            assert not re.search(
                r"\.(messages|transcript\(|recent_texts|last_outbound)\b", path.read_text()
            ), path.name


def test_templates_hold_no_script_or_style_of_their_own() -> None:
    for path in (CONSOLE / "templates").glob("*.html"):
        page = path.read_text()
        assert not re.search(r"<style|style=|<script>|\son\w+=|javascript:|https?://|\|\s*safe", page), (
            path.name
        )
