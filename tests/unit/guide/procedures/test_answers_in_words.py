"""Names, contacts, days and several answers at once, as people write them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.guide.procedures.booking_steps import nickname_step, people_step, step_named
from bot.guide.procedures.contacts import read_contact, read_phone
from bot.guide.procedures.mending import mended
from bot.guide.procedures.names import agency_and_name, without_courtesy
from bot.guide.procedures.steps import NotAnAnswer
from bot.guide.procedures.volunteered import volunteered
from bot.guide.procedures.wished import read_wished
from tests.bookings import TUESDAY

STEPS = [nickname_step(), people_step(), step_named("contact_detail"), step_named("agency")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("山田と申します。どうぞよろしくお願いいたします。", "山田"),
        ("名前は田中です", "田中"),
        ("なまえは いちごです", "いちご"),
        ("えっと、みかんでお願いします", "みかん"),
        ("さくらでs", "さくら"),
        ("🍊", "🍊"),
        ("です", "です"),
        ("出口", "出口"),
    ],
)
def test_name_stands_without_courtesy(text: str, name: str) -> None:
    assert without_courtesy(text) == name


def test_agency_is_told_from_the_name() -> None:
    assert agency_and_name("中央包括支援センターの佐藤") == ("中央包括支援センター", "佐藤")
    assert agency_and_name("山の上の花子") == ("", "山の上の花子")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("電話番号は080の1234の5678です", "08012345678"),
        ("０９０ー１２３４ー５６７８", "09012345678"),
        ("0790-00-0000", "0790000000"),
        ("連絡先はmikan@example.jpです", "mikan@example.jp"),
        ("このLINEでお願いします", "このLINE"),
    ],
)
def test_contact_is_kept_when_it_names_a_way(text: str, kept: str) -> None:
    assert read_contact(text) == kept


@pytest.mark.parametrize("text", ["2人", "みかん", "090-1234-567", "どうしよう"])
def test_contact_is_refused_when_it_names_none(text: str) -> None:
    with pytest.raises(NotAnAnswer):
        read_contact(text)


def test_telephone_is_refused_when_digits_are_missing() -> None:
    assert read_phone("090 1234 5678 です") == "09012345678"
    with pytest.raises(NotAnAnswer):
        read_phone("090-1234-567")


@pytest.mark.parametrize(
    ("text", "answers", "rest"),
    [
        ("2人でお願いします、名前はみかんです", {"people": 2, "nickname": "みかん"}, False),
        ("さっきの、2人で行きます", {"people": 2}, False),
        ("みかん、二人です", {"people": 2}, True),
        (
            "お世話になります。中央センターの佐藤と申します。3名で参加申込いたします",
            {"nickname": "佐藤", "agency": "中央センター", "people": 3},
            True,
        ),
        ("連絡先は090-1234-5678です", {"contact_detail": "09012345678"}, False),
        ("1人で", {"people": 1}, False),
        ("一人息子のことで", {}, True),
        ("2人目の子のことで相談したい", {}, True),
        ("みかん", {}, True),
    ],
)
def test_answers_are_found_wherever_they_stand(text: str, answers: dict[str, Any], rest: bool) -> None:
    found = volunteered(STEPS, text)
    assert dict(found.answers) == answers
    assert bool(found.rest) is rest


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("やっぱり3人で", {"people": 3}),
        ("2人じゃなくて4人", {"people": 4}),
        ("名前はれもんで、人数は3人に変更してください", {"nickname": "れもん", "people": 3}),
        ("やっぱり1人で、連絡先は090-1234-5678です", {"people": 1, "contact_detail": "09012345678"}),
        ("名前はれもんに変えて", {"nickname": "れもん"}),
        ("れもん", {}),
        ("ありがとうございます", {}),
    ],
)
def test_every_correction_in_a_text_is_seen(text: str, changes: dict[str, Any]) -> None:
    answers = {"nickname": "みかん", "people": 2, "contact_detail": "", "agency": ""}
    assert {one.step.name: one.value for one in mended(STEPS, answers, text)} == changes


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("あしたの午後", "あしたの午後（11月25日（水）午後）"),
        ("12月3日の午後か4日の午前", "12月3日の午後か4日の午前"),
        ("平日ならいつでも", "平日ならいつでも"),
        ("未定", "未定"),
    ],
)
def test_wished_time_is_kept_with_its_day(text: str, kept: str) -> None:
    assert read_wished(text, TUESDAY) == kept


@pytest.mark.parametrize("text", ["11月1日", "2月30日", "ばなな"])
def test_wished_time_is_refused_when_it_cannot_be(text: str) -> None:
    with pytest.raises(NotAnAnswer):
        read_wished(text, TUESDAY)
