"""The one case in which the model lowers what a rule has seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation.assessment import About, Assessment, Signal, Speaker
from bot.conversation.levels import RiskLevel
from bot.screening import build
from bot.screening.assess import CALM, calmed
from bot.screening.outputs import Opinion

LONG = "死にたいという言葉の意味を授業で習いました"
SURE = Opinion(
    RiskLevel.NONE, About.SELF, Speaker.SELF, "question", past=False, danger=CALM[RiskLevel.HIGH] - 0.1
)
UNSURE = replace(SURE, danger=CALM[RiskLevel.HIGH])
SURER = replace(SURE, danger=CALM[RiskLevel.IMMINENT] - 0.1)


def ruled(level: RiskLevel) -> Assessment:
    return Assessment(level, (Signal("wish_to_die", "suicide", level, 0, 4),), categories=("suicide",))


def test_high_becomes_elevated_when_the_model_is_sure_of_every_part() -> None:
    seen = calmed(ruled(RiskLevel.HIGH), LONG, [SURE, SURE])
    assert seen.level is RiskLevel.ELEVATED
    assert [signal.name for signal in seen.signals] == ["wish_to_die"]


@pytest.mark.parametrize("opinions", [[UNSURE], [SURE, UNSURE], [UNSURE, SURE]])
def test_high_stands_when_any_part_is_in_doubt(opinions: list[Opinion]) -> None:
    assert calmed(ruled(RiskLevel.HIGH), LONG, opinions).level is RiskLevel.HIGH


def test_imminent_becomes_elevated_when_the_model_is_surer_of_every_part() -> None:
    assert calmed(ruled(RiskLevel.IMMINENT), LONG, [SURER, SURER]).level is RiskLevel.ELEVATED


@pytest.mark.parametrize("opinions", [[SURE], [SURER, SURE], [UNSURE, SURER]])
def test_imminent_stands_when_being_sure_enough_for_high_is_not_enough(opinions: list[Opinion]) -> None:
    assert calmed(ruled(RiskLevel.IMMINENT), LONG, opinions).level is RiskLevel.IMMINENT


def test_imminent_stands_in_a_short_text() -> None:
    assert calmed(ruled(RiskLevel.IMMINENT), "いま橋の上です", [SURER]).level is RiskLevel.IMMINENT


def test_high_stands_in_a_short_text() -> None:
    assert calmed(ruled(RiskLevel.HIGH), "死にたいです", [SURE]).level is RiskLevel.HIGH


@pytest.mark.parametrize(
    "text",
    [
        "死にたいけど勇気ない",
        "しにたい もう何もできない",
        "消えたいし、何もしたくない",
        "死にたいのに死ねない",
        "死にたい、でも家族に言えない",
    ],
)
def test_wish_stands_when_a_later_word_is_negated(text: str) -> None:
    assert build(Path("data/screening"), None).quick(text).level.calls_human
