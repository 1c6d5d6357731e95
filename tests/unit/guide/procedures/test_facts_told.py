"""What is told of a session and of places, from what the staff have written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.guide.places.facts import Place
from bot.guide.procedures.audience import for_whom, is_for_families
from bot.guide.procedures.place_questions import hints, read_age_group, read_weekday
from bot.guide.procedures.places_seen import MORE, SEARCH, pointed
from bot.guide.procedures.session_answers import told_of
from bot.guide.procedures.steps import NotAnAnswer
from tests.bookings import SATURDAY, facts, place_facts

SESSION = facts(
    what="お話を聞きます。途中で帰ってもかまいません。",
    access="駅から歩いて5分です。駐車場は3台分あります。",
    eligibility="ご家族の方",
    closes_at=SATURDAY - timedelta(days=2),
)
SHOWN = [(11, "水曜の居場所"), (12, "【見本】ゲームの集まり")]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("どこでやるんですか", "会議室A"),
        ("何時からですか", "14時から16時まで"),
        ("何をするの？", "お話を聞きます"),
        ("行き方を教えてください", "駅から歩いて5分"),
        ("駐車場はありますか", "駐車場は3台分あります。"),
        ("途中で帰ってもいいですか", "途中で帰ってもかまいません。"),
        ("だれが対象ですか", "ご家族の方"),
        ("いつまでに申し込めばいいですか", "12月3日（木）14時"),
        ("あとでキャンセルできますか", "取り消し"),
        ("持ち物はありますか", "まだ登録されていません"),
    ],
)
def test_question_is_answered_from_what_is_written(question: str, answer: str) -> None:
    assert answer in told_of(SESSION, question)


@pytest.mark.parametrize(
    "text",
    [
        "みかん",
        "12月5日",
        "居場所はどこですか",
        "費用はいくらですか",
        "窓口は何時からですか",
        "ほかの回はいつですか",
    ],
)
def test_nothing_is_told_when_something_else_is_meant(text: str) -> None:
    assert told_of(SESSION, text) == ""


def test_unknown_is_said_to_be_unknown() -> None:
    assert "まだ登録されていません" in told_of(facts(), "何をするんですか")
    assert "まだ登録されていません" in told_of(facts(), "駐車場はある？")


@pytest.mark.parametrize(
    ("words", "families"),
    [
        ("ご家族の方", True),
        ("ご家族と市民の方", False),
        ("ご本人とご家族", False),
        ("", False),
        ("支援者", False),
    ],
)
def test_session_is_for_families_when_only_they_are_named(words: str, families: bool) -> None:
    assert is_for_families(facts(eligibility=words)) is families


def test_person_is_not_refused_when_the_session_is_for_families() -> None:
    assert "居場所" in for_whom(SESSION, "self")
    assert for_whom(SESSION, "parent") == "対象：ご家族の方"
    assert for_whom(facts(), "self") == ""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("もっと見る", MORE),
        ("ほかにもありますか", MORE),
        ("次を見せて", MORE),
        ("さがす", SEARCH),
        ("2", 12),
        ("2番のことを詳しく", 12),
        ("①はどこですか", 11),
        ("ゲームの集まりについて教えて", 12),
    ],
)
def test_place_is_pointed_at_by_number_or_name(text: str, seen: int | str) -> None:
    assert pointed(text, SHOWN) == seen


@pytest.mark.parametrize("text", ["費用は？", "3", "「水曜の居場所」のことを窓口に聞きたい", "ありがとう"])
def test_other_words_point_at_no_place(text: str) -> None:
    with pytest.raises(NotAnAnswer):
        pointed(text, SHOWN)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("27歳", "20s"),
        ("20", "20s"),
        ("三十五歳です", "30s"),
        ("40代", "40s"),
        ("高校生", "10s"),
        ("72歳", "60s"),
    ],
)
def test_age_group_is_read(text: str, group: str) -> None:
    assert read_age_group(text) == group


@pytest.mark.parametrize("text", ["若い", "9歳", "3人"])
def test_age_group_is_asked_again_when_there_is_none(text: str) -> None:
    with pytest.raises(NotAnAnswer):
        read_age_group(text)


@pytest.mark.parametrize(
    ("text", "day"), [("土曜", "sat"), ("水", "wed"), ("金曜日がいいです", "fri"), ("日", "sun")]
)
def test_weekday_is_read(text: str, day: str) -> None:
    assert read_weekday(text) == day


def test_weekday_is_asked_again_when_there_are_two() -> None:
    with pytest.raises(NotAnAnswer):
        read_weekday("土曜か日曜")


def test_first_words_are_hints_when_there_are_such_places() -> None:
    places = [Place(id=1, **place_facts(area="東", interests=("ゲーム",)).model_dump())]
    assert hints("35歳でゲームが好き、土曜がいい", places) == {
        "age_group": "30s",
        "weekday": "sat",
        "interest": "ゲーム",
    }
    assert hints("女性だけのオンラインの居場所") == {"online": True, "gender": "women"}
    assert hints("こんにちは", places) == {}
