"""What begins a procedure, what turns to another, and what asks about one's own."""

from __future__ import annotations

import pytest

from bot.guide.procedures.beginnings import about_own, asks_for_mine, asks_for_state, asks_when
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.procedures.switching import other_wish, plain_request, wants_human

BOOKING = Procedure(Kind.BOOK, "family_class")


@pytest.mark.parametrize(
    ("text", "kind", "about"),
    [
        ("居場所を探したい", Kind.FIND_PLACE, ""),
        ("やっぱり家族会に行きたい", Kind.BOOK, "family_association"),
        ("折り返し電話ください", Kind.REQUEST, "call_back"),
        ("チャットで相談したい", Kind.REQUEST, "chat_appointment"),
        ("訪問相談をお願いしたい", Kind.REQUEST, "home_visit"),
        ("パンフレットを送ってほしい", Kind.REQUEST, "pamphlet_mail"),
    ],
)
def test_other_wish_is_seen_in_a_short_text(text: str, kind: Kind, about: str) -> None:
    wished = other_wish(text, BOOKING)
    assert wished is not None
    assert (wished.kind, wished.about) == (kind, about)


@pytest.mark.parametrize(
    "text",
    ["みかん", "家に電話をしないでほしい", "家族教室を予約したい", "12月5日", "居場所太郎", "電話は困ります"],
)
def test_answer_is_no_other_wish(text: str) -> None:
    assert other_wish(text, BOOKING) is None


@pytest.mark.parametrize(
    ("text", "human"),
    [
        ("人と話したいんですけど", True),
        ("相談員さんに代わってください", True),
        ("ひとみ", False),
        ("2人", False),
    ],
)
def test_wish_for_a_human_is_seen(text: str, human: bool) -> None:
    assert wants_human(text) is human


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("折り返し電話してほしいです", True),
        ("チャット相談を予約したいんやけど", True),
        ("電話番号を教えてください", False),
    ],
)
def test_call_back_and_chat_need_no_assistant(text: str, plain: bool) -> None:
    assert (plain_request(text) is not None) is plain


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("予約をキャンセルしたい", Kind.CANCEL),
        ("やっぱり行けなくなりました", Kind.CANCEL),
        ("予約を変更したい", Kind.CHANGE),
        ("人数を2人に変えたい", Kind.CHANGE),
        ("キャンセルはどうすればいいですか", None),
        (
            "息子が学校に行けなくて困っています。もう三か月になります。どうしてやればいいのでしょうか。長くてすみません",
            None,
        ),
        ("家族教室って何ですか", None),
    ],
)
def test_wish_about_an_own_booking_is_seen(text: str, kind: Kind | None) -> None:
    wished = about_own(text)
    assert (wished.kind if wished else None) == kind


def test_number_of_people_is_read_with_the_wish() -> None:
    wished = about_own("人数を3人に変えたい")
    assert wished is not None
    assert dict(wished.answers) == {"what": "people", "people": 3}


@pytest.mark.parametrize(
    ("text", "mine"),
    [
        ("昨日予約したんですけどちゃんと入ってますか", True),
        ("予約を確かめたい", True),
        ("予約いつでしたっけ、予約の確認", True),
        ("予約したい", False),
        ("予約は要りますか", False),
    ],
)
def test_question_for_own_bookings_is_seen(text: str, mine: bool) -> None:
    assert asks_for_mine(text) is mine


def test_questions_about_a_request_are_seen() -> None:
    assert asks_for_state("さっき頼んだ件どうなりましたか")
    assert not asks_for_state("どうすればいいですか")
    assert asks_when("どれくらいでかかってきますか")
    assert not asks_when("どれくらい費用がかかりますか")
