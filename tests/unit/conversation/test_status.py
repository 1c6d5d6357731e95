from __future__ import annotations

import itertools

import pytest

from bot.conversation.content import Bubble, Call, Card, Choice, Link
from bot.conversation.errors import IllegalStatusChange
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status, step

LEGAL = {
    ("with_assistant", "waiting"),
    ("with_assistant", "claimed"),
    ("with_assistant", "closed"),
    ("waiting", "claimed"),
    ("waiting", "closed"),
    ("waiting", "with_assistant"),
    ("claimed", "waiting"),
    ("claimed", "closed"),
}


@pytest.mark.parametrize(("current", "wanted"), itertools.product(Status, Status))
def test_step_is_refused_when_it_is_not_in_the_table(current: Status, wanted: Status) -> None:
    if (current.value, wanted.value) in LEGAL:
        assert step(current, wanted) is wanted
    else:
        with pytest.raises(IllegalStatusChange):
            step(current, wanted)


def test_unknown_level_calls_a_human() -> None:
    assert [level for level in RiskLevel if level.calls_human] == [
        RiskLevel.HIGH,
        RiskLevel.UNKNOWN,
        RiskLevel.IMMINENT,
    ]


def test_level_word_is_read_back() -> None:
    assert [RiskLevel.from_word(level.word) for level in RiskLevel] == list(RiskLevel)
    with pytest.raises(ValueError, match="imminent"):
        RiskLevel.from_word("severe")


def test_bubble_is_read_back_from_json() -> None:
    bubble = Bubble(
        "本文",
        (Choice("はい", "はい"),),
        (Call("110", "110"),),
        (Link("ページ", "https://www.city.example.jp"),),
        (Card("教室", ("一行",), (Choice("申し込む", "申し込む"),)),),
    )
    assert Bubble.from_json(bubble.to_json()) == bubble


@pytest.mark.parametrize("label", ["", "あ" * 21])
def test_choice_is_refused_when_its_label_does_not_fit(label: str) -> None:
    with pytest.raises(ValueError, match="1 to 20"):
        Choice(label, "x")
