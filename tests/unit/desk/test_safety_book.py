from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversation.content import CHOICE_LABEL_MAX
from bot.conversation.levels import RiskLevel
from bot.desk import safety
from bot.desk.guidance import Guidance
from bot.desk.phrases import CANNOT_CALL, CANNOT_CALL_EN
from bot.desk.safety.builtin import builtin_book
from bot.desk.safety.load import SHIPPED
from bot.guide.duty import Style
from bot.guide.help_lines import HelpLine
from bot.guide.profile import CityProfile
from tests.unit.desk.safety_cases import LINES, READING, every_danger, seen

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)


def edited(tmp_path: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "replies.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_shipped_book_is_in_use() -> None:
    assert safety.problems(SHIPPED) == []
    assert len(safety.shipped().replies) > 100


def test_every_text_of_the_shipped_book_is_different() -> None:
    book = safety.shipped()
    texts = [(reply.first, reply.ask, reply.when.speaker, reply.when.category) for reply in book.replies]
    assert len(set(texts)) == len(texts)


def test_labels_fit_every_channel() -> None:
    assert all(len(choice.label) <= CHOICE_LABEL_MAX for choice in (CANNOT_CALL, CANNOT_CALL_EN))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("version: 1", "version: 2", "version"),
        ("version: 1", "version: [", "YAML"),
        ("    ask: いま、ひとりですか。", "    ask: ひとりにならないで。", "suicide-high-self"),
        ("  - id: any-high\n", "  - id: any-imminent\n", "any-imminent"),
        ("    when: {level: high}\n", "    when: {level: high, about: [self]}\n", "anybody"),
        ("trait: simple", "trait: simpel", "simpel"),
        ("category: [unknown]", "category: [unknwon]", "unknown"),
        ("危ないものや場所から離れて", "橋から離れて", "means"),
        ("メッセージを受け取りました。\n", "自殺のことですね。\n", "neutral"),
        (
            "    emergency: ['119', '110']\n    lines: [suicide]",
            "    emergency: []\n    lines: [suicide]",
            "emergency",
        ),
        ("いますぐ119（救急）に電話してください。「助けて」", "電話してください。「助けて」", "imminent"),
        ("  simple: '", "  simple: '(", "simple"),
    ],
)
def test_wrong_book_is_named_and_replaced(tmp_path: Path, old: str, new: str, named: str) -> None:
    path = edited(tmp_path, old, new)
    assert any(named in problem for problem in safety.problems(path))
    assert safety.load(path) == builtin_book()


def test_missing_book_is_replaced(tmp_path: Path) -> None:
    assert safety.load(tmp_path / "none.yml") == builtin_book()
    assert safety.problems(tmp_path / "none.yml")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[]", b"3", b"version: 1\n"])
def test_unreadable_book_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "replies.yml"
    path.write_bytes(content)
    assert safety.load(path) == builtin_book()


@pytest.mark.parametrize("again", [False, True])
def test_builtin_book_answers_every_danger(again: bool) -> None:
    for danger in every_danger():
        bubbles = safety.reply(danger, "help me please", LINES, READING, again=again, book=builtin_book())
        assert 1 <= len(bubbles) <= 3
        if danger.level is RiskLevel.IMMINENT:
            assert bubbles[0].calls


def test_reply_comes_from_the_builtin_book_when_the_book_fails() -> None:
    broken = safety.shipped().model_copy(update={"replies": (), "care": (), "words": {}})
    expected = safety.reply(seen("suicide"), "", LINES, READING, book=builtin_book())
    assert safety.reply(seen("suicide"), "", LINES, READING, book=broken) == expected
    assert safety.with_care(seen("money", RiskLevel.ELEVATED), (), LINES, offer=True, book=broken)


def test_person_is_protected_when_lines_and_hours_fail() -> None:
    def lines() -> Sequence[HelpLine]:
        raise RuntimeError

    def reading(now: datetime, style: Style) -> str:
        raise RuntimeError

    guidance = Guidance(lines, CityProfile, reading)
    bubbles = guidance.protect(seen("overdose", RiskLevel.IMMINENT), "", NOW)
    assert [call.number for call in bubbles[0].calls] == ["119"]
