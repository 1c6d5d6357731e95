from __future__ import annotations

from typing import Any

import pytest

from bot.channels.line.flex import cards
from bot.conversation.content import Card
from bot.guide.places.card import place_card
from bot.guide.places.facts import Place, PlaceFacts
from bot.guide.places.find import FoundPlace
from bot.guide.sessions.card import read_session_button, session_card
from bot.guide.sessions.facts import ClassSession
from bot.guide.sessions.upcoming import Upcoming
from tests.bookings import facts, place_facts


def _card(left: int = 3, waiting: int = 0, *, bookable: bool = True, **changes: Any) -> Card:
    session = ClassSession(id=12, **facts(**changes).model_dump())
    return session_card(Upcoming(session, left, waiting, bookable))


def _place(written: PlaceFacts, **found: Any) -> Card:
    return place_card(FoundPlace(Place(id=1, **written.model_dump()), **found))


def test_session_card_says_when_where_and_how_many_seats() -> None:
    card = _card(online="Zoomで参加できます", eligibility="ご家族の方")

    assert card.title == "家族教室"
    assert card.lines == (
        "12月5日（土）14時から16時まで",
        "会場：会議室A",
        "オンライン：Zoomで参加できます",
        "あと3席",
        "対象：ご家族の方",
    )


def test_session_card_is_marked_when_it_is_a_sample() -> None:
    assert _card(sample=True).title == "【見本】家族教室"
    assert _card(sample=True, title="【見本】家族教室").title == "【見本】家族教室"
    assert _place(place_facts(sample=True)).title == "【見本】みんなの居場所"


@pytest.mark.parametrize(
    ("left", "waiting", "label", "seats"),
    [(1, 0, "予約する", "あと1席"), (0, 2, "空きを待つ", "満席です（空き待ち2人）")],
)
def test_session_button_names_the_session_when_it_can_be_booked(
    left: int, waiting: int, label: str, seats: str
) -> None:
    card = _card(left, waiting)

    assert seats in card.lines
    assert [choice.label for choice in card.choices] == [label]
    assert read_session_button(card.choices[0].text) == 12


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (_card(0, waiting_list=False), "満席です"),
        (_card(bookable=False), "予約の受付は終わりました"),
        (_card(bookable=False, cancelled=True), "この回は中止になりました"),
    ],
)
def test_session_card_has_no_button_when_nobody_can_book(card: Card, said: str) -> None:
    assert said in card.lines
    assert card.choices == ()


@pytest.mark.parametrize(
    ("text", "session_id"),
    [
        ("１２月５日(土)の回（番号１２）を予約したい。", 12),
        ("12月5日（土）の回（番号 7）の空きを待ちたい", 7),
        ("番号12を予約したい", None),
        ("12月5日の回を予約したい", None),
        ("予約12を取り消したい", None),
    ],
)
def test_session_button_is_read_back_when_it_was_tapped_or_typed(text: str, session_id: int | None) -> None:
    assert read_session_button(text) == session_id


def test_place_card_speaks_of_the_person_when_families_can_only_tell_about_it() -> None:
    assert "ご本人に" in _place(place_facts(), to_tell=True).lines[0]
    assert not any("ご本人に" in line for line in _place(place_facts()).lines)


def test_place_card_says_what_is_known_and_nothing_else() -> None:
    place = place_facts(
        weekdays=("mon", "sat"),
        opens="13:00",
        closes="16:00",
        hours="第2週はお休み",
        area="中央区",
        age_groups=("20s", "30s"),
        alone_ok=False,
        run_by="家族会",
    )

    assert _place(place).lines == (
        "開いている時：月・土曜日 13:00から16:00まで 第2週はお休み",
        "地域：中央区",
        "対象：20代・30代",
        "運営：家族会",
        "はじめての時は、だれかと一緒においでください",
    )
    assert _place(place_facts()).lines == ()


@pytest.mark.parametrize(
    ("km", "said"), [(0.02, "およそ100m"), (0.44, "およそ400m"), (0.97, "およそ1.0km"), (3.21, "およそ3.2km")]
)
def test_place_card_says_how_far_when_the_distance_is_known(km: float, said: str) -> None:
    card = _place(place_facts(), distance_km=km)

    assert f"ここから{said}" in card.lines


def test_cards_fit_one_carousel_bubble_when_every_text_is_as_long_as_allowed() -> None:
    long = "あ" * 1000
    session = _card(
        title="あ" * 100, place="あ" * 200, online="あ" * 200, access=long, what=long, eligibility=long
    )
    place = _place(
        place_facts(name="あ" * 100, run_by="あ" * 200, first_time=long, how_to_ask=long, area="あ" * 200)
    )

    assert [message["type"] for message in cards([session])] == ["flex"]
    assert [message["type"] for message in cards([place])] == ["flex"]
