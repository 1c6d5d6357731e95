from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.assessment import About
from bot.conversation.levels import RiskLevel
from tests.unit.screening.screens import ROOT, rules_only

VARIANTS: dict[str, Any] = yaml.safe_load((ROOT / "tests/fixtures/screening/variants.yml").read_text("utf-8"))
SCREEN = rules_only()


def _cases(part: str) -> list[str]:
    return [str(text) for texts in VARIANTS[part].values() for text in texts]


@pytest.mark.parametrize("text", _cases("seen"))
def test_rules_call_a_human_when_a_wish_is_written_in_any_spelling(text: str) -> None:
    assert SCREEN.quick(text).level.calls_human


@pytest.mark.parametrize("text", _cases("unseen"))
def test_rules_call_nobody_when_words_only_look_alike(text: str) -> None:
    assert not SCREEN.quick(text).level.calls_human


@pytest.mark.parametrize(
    "text",
    [
        "薬を全部飲んだ",
        "さっき薬をたくさん飲んでしまいました",
        "いま屋上にいます",
        "今夜死にます",
        "遺書を書きました",
        "血が止まらない",
        "息子が包丁を持って下りてきた",
        "探さないでくださいって紙 冷蔵庫にはってあった",
        "水も四日くらい飲めてない",
        "呼んでも起きない",
        "今日で終わりにします",
        "僕はもう明日はいないので",
        "明日の今ごろにはもういません",
        "きょうで おわります。こどもたちを おねがいします",
    ],
)
def test_rules_find_it_imminent_when_it_is_happening(text: str) -> None:
    assert SCREEN.quick(text).level is RiskLevel.IMMINENT


@pytest.mark.parametrize(
    "text",
    [
        "高校のとき死にたくて毎日泣いてた。今はそこまでじゃなくて、だるいだけ",
        "二十代のころ何度も死のうとしました。今はもう思いません",
        "三年前に薬をまとめて飲んで入院しました。今は落ち着いています",
        "昔は死にたいと言っていた娘が今は保育士です",
    ],
)
def test_rules_say_past_and_elevated_when_it_is_over(text: str) -> None:
    seen = SCREEN.quick(text)
    assert seen.level is RiskLevel.ELEVATED
    assert seen.past


@pytest.mark.parametrize(
    "text",
    [
        "三年前からずっと死にたい",
        "昔も今も毎日死にたい",
        "死にたいのかもしれない",
        "ゲームも楽しくない。私はもう死にたいです",
        "ニュースを見て自分も死にたいと思った",
    ],
)
def test_rules_hold_on_when_the_excuse_does_not_cover_the_wish(text: str) -> None:
    assert SCREEN.quick(text).level.calls_human


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("死にたい", About.SELF),
        ("息子が死にたいと言っています", About.FAMILY),
        ("弟がしにたいって言ってる", About.FAMILY),
        ("利用者さんから死にたいと打ち明けられました", About.OTHER),
        ("隣の家の人が死にたいと叫んでいます", About.OTHER),
        ("息子に殴られた頬がまだ腫れています", About.SELF),
    ],
)
def test_about_names_who_is_at_risk_when_somebody_is_named(text: str, about: About) -> None:
    assert SCREEN.quick(text).about is about


@pytest.mark.parametrize(
    "text", ["きのうから ｼﾆﾀｲ です", "もう、し に た い。", "昨日リスカしました", "mou shinitai"]
)
def test_signals_point_into_the_original_text_when_it_was_rewritten(text: str) -> None:
    signals = SCREEN.quick(text).signals
    assert signals
    assert all(0 <= signal.start < signal.end <= len(text) for signal in signals)


def test_sequence_is_named_when_short_bubbles_say_it_together() -> None:
    seen = SCREEN.quick("たい", ["もう", "しに"])
    assert seen.level is RiskLevel.HIGH
    assert seen.signals[0].name == "sequence"


def test_sequence_is_not_made_when_the_earlier_messages_were_long() -> None:
    recent = ["家族教室の日程を教えてください。来月はありますか", "しに"]
    assert SCREEN.quick("行きます", recent).level is RiskLevel.NONE


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=80) | st.text(alphabet="死しにたい殺。息子が、ー〇*4氏\u200b\ud800\x00 \n", max_size=60),
    st.lists(st.text(max_size=12), max_size=3),
)
def test_quick_never_fails_when_any_text_comes(text: str, recent: list[str]) -> None:
    seen = SCREEN.quick(text, recent)
    assert seen.level is not RiskLevel.UNKNOWN
    assert all(0 <= signal.start <= signal.end <= len(text) for signal in seen.signals)


@pytest.mark.parametrize(
    "text", ["", " ", "\ud800", "\x00\x07", "あ" * 5000, "しにたい" * 1250, "死" * 5000, "a " * 2500]
)
def test_quick_never_fails_when_the_text_is_extreme(text: str) -> None:
    assert SCREEN.quick(text).level is not RiskLevel.UNKNOWN


def test_long_text_is_seen_when_the_wish_stands_at_its_end() -> None:
    text = "今日は病院の帰りに買い物をして、夕飯の支度をしました。" * 8 + "もう死にたいです。"
    assert SCREEN.quick(text).level is RiskLevel.HIGH
