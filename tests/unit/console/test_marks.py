from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.marks import Piece, findings, pieces
from bot.conversation.assessment import Signal
from bot.conversation.levels import RiskLevel

HIGH, ELEVATED, IMMINENT = RiskLevel.HIGH, RiskLevel.ELEVATED, RiskLevel.IMMINENT


def signal(start: int, end: int, level: RiskLevel = HIGH, category: str = "suicide") -> Signal:
    return Signal("name", category, level, start, end)


def test_pieces_mark_the_span_of_a_signal() -> None:
    assert pieces("もう死にたい。", [signal(2, 6)]) == (
        Piece("もう"),
        Piece("死にたい", "high", "自殺・希死念慮（高い危険）"),
        Piece("。"),
    )


def test_pieces_take_the_highest_level_and_all_reasons_when_signals_overlap() -> None:
    cut = pieces("abcdef", [signal(0, 4, ELEVATED, "exhaustion"), signal(2, 6, IMMINENT)])
    assert [(piece.text, piece.word) for piece in cut] == [
        ("ab", "elevated"),
        ("cd", "imminent"),
        ("ef", "imminent"),
    ]
    assert cut[1].title == "疲れ・限界（注意）・自殺・希死念慮（緊急）"


@pytest.mark.parametrize("span", [(0, 0), (9, 3), (-5, -1), (50, 60), (3, 3)])
def test_pieces_mark_nothing_and_findings_tell_it_when_a_span_is_no_place(span: tuple[int, int]) -> None:
    assert pieces("つらい", [signal(*span)]) == (Piece("つらい"),)
    assert findings("つらい", [signal(*span)]) == ("自殺・希死念慮（高い危険）",)


def test_findings_are_empty_when_every_signal_is_marked() -> None:
    assert findings("つらい", [signal(0, 3)]) == ()


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-10, 60), st.integers(-10, 60)), max_size=6))
def test_pieces_always_hold_the_whole_text_in_order(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in pieces(text, [signal(*span) for span in spans])) == text
