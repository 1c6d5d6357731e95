"""Bubbles become messages that LINE takes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linebot.v3.messaging import PushMessageRequest

from bot.channels.line.outbound import render
from bot.channels.line.text import split, units
from bot.conversation.content import Author, Bubble, Call, Card, Choice, Link
from tests.platforms.line.checks import Problems
from tests.platforms.line.messages import PUSH

Json = dict[str, Any]


def requests_of(*bubbles: Bubble, author: Author = Author.ASSISTANT) -> list[list[Json]]:
    """The rendered requests, after LINE's own models and the published limits agreed to them."""
    requests = render(bubbles, author)
    for request in requests:
        problems: Problems = []
        PUSH({"to": "U1", "messages": request}, "", problems)
        assert problems == []
        model = PushMessageRequest.from_dict({"to": "U1", "messages": request})
        assert model.to_dict()["messages"] == request
    return requests


def messages_of(*bubbles: Bubble, author: Author = Author.ASSISTANT) -> list[Json]:
    return [message for request in requests_of(*bubbles, author=author) for message in request]


def quick(message: Json) -> list[str]:
    return [item["action"]["text"] for item in message.get("quickReply", {}).get("items", [])]


def uris(message: Json) -> list[str]:
    return [
        part["action"]["uri"] for part in message["contents"]["body"]["contents"] if part["type"] == "button"
    ]


def test_choices_stand_under_the_last_message_when_there_are_many() -> None:
    bubbles = [Bubble(f"文{n}", (Choice(f"選択{n}", f"選択{n}"),)) for n in range(7)]
    *earlier, last = messages_of(*bubbles)
    assert [quick(message) for message in earlier] == [[]] * 6
    assert quick(last) == [f"選択{n}" for n in range(7)]


def test_last_choice_stays_when_there_are_more_than_thirteen() -> None:
    choices = tuple(Choice(f"選択{n}", f"選択{n}") for n in range(20))
    [message] = messages_of(Bubble("どれにしますか", choices))
    assert quick(message) == [f"選択{n}" for n in range(12)] + ["選択19"]


def test_choice_is_offered_once_when_two_bubbles_have_it() -> None:
    human = Choice("人と話す", "人と話す")
    assert quick(messages_of(Bubble("あ", (human,)), Bubble("い", (human,)))[-1]) == ["人と話す"]


def test_requests_hold_five_messages_when_there_are_eleven() -> None:
    assert [len(request) for request in requests_of(*[Bubble(f"文{n}") for n in range(11)])] == [5, 5, 1]


@pytest.mark.parametrize(
    ("author", "name"),
    [(Author.ASSISTANT, "自動案内"), (Author.SYSTEM, "自動案内"), (Author.COUNSELOR, "相談員")],
)
def test_sender_is_named_when_the_author_is(author: Author, name: str) -> None:
    assert messages_of(Bubble("こんにちは"), author=author)[0]["sender"] == {"name": name}


def test_calls_become_buttons_under_the_text_when_they_can_be_rung() -> None:
    bubble = Bubble("いま電話できるところ", calls=(Call("119 救急", "119"), Call("窓口", "0120-279-338")))
    text, buttons = messages_of(bubble)
    assert text["text"] == "いま電話できるところ"
    assert uris(buttons) == ["tel:119", "tel:0120279338"]


def test_call_becomes_text_when_no_telephone_can_ring_it() -> None:
    [message] = messages_of(Bubble("窓口", calls=(Call("内線", "庶務まで"),)))
    assert message["text"] == "窓口\n内線 庶務まで"


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("https://example.jp/a?b=1#c", "https://example.jp/a?b=1#c"),
        ("https://example.jp/居場所", "https://example.jp/%E5%B1%85%E5%A0%B4%E6%89%80"),
    ],
)
def test_link_becomes_a_button_when_line_opens_it(url: str, uri: str) -> None:
    assert uris(messages_of(Bubble("ページ", links=(Link("市のページ", url),)))[1]) == [uri]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://example.jp/" + "a" * 1000, "ftp://example.jp", "市"]
)
def test_link_becomes_text_when_line_does_not_open_it(url: str) -> None:
    [message] = messages_of(Bubble("ページ", links=(Link("市", url),)))
    assert message["text"] == f"ページ\n市\n{url}"


def test_cards_become_carousels_of_twelve_when_there_are_thirty() -> None:
    cards = tuple(
        Card(f"教室{n}", ("第1土曜", "13時から"), (Choice("申し込む", f"教室{n}に申し込む"),))
        for n in range(30)
    )
    _text, *carousels = messages_of(Bubble("教室の一覧です", cards=cards))
    assert [len(carousel["contents"]["contents"]) for carousel in carousels] == [12, 12, 6]


def test_card_becomes_text_when_it_is_too_large() -> None:
    cards = (Card("小", ("a",)), Card("大", ("あ" * 9000,)), Card("小", ("b",)))
    kinds = [message["type"] for message in messages_of(Bubble("一覧", cards=cards))]
    assert kinds == ["text", "flex", "text", "text", "flex"]


def test_notification_says_nothing_of_the_talk_when_cards_are_sent() -> None:
    card = messages_of(Bubble("本文", cards=(Card("ひきこもり家族教室", ("x",)),)))[1]
    assert "ひきこもり" not in card["altText"]


@pytest.mark.parametrize("text", ["", " ", "\n\u3000", "\x00"])
def test_nothing_is_sent_when_a_bubble_is_blank(text: str) -> None:
    assert requests_of(Bubble(text)) == []


def test_choices_get_a_message_when_there_is_no_other() -> None:
    [message] = messages_of(Bubble("", (Choice("はい", "はい"),)))
    assert quick(message) == ["はい"]


def test_text_is_cut_at_a_paragraph_when_it_is_long() -> None:
    first, second = "あ" * 3000 + "。", "い" * 4000
    assert [m["text"] for m in messages_of(Bubble(f"{first}\n\n{second}"))] == [f"{first}\n\n", second]


def test_emoji_stays_whole_when_the_cut_falls_into_it() -> None:
    pieces = [m["text"] for m in messages_of(Bubble("👨\u200d👩\u200d👧" * 2000))]
    assert all(piece.startswith("👨") and piece.endswith("👧") for piece in pieces)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("あ。、\n a😀\ud83d\u3000"), max_size=400), st.integers(2, 40))
def test_split_keeps_every_word_when_cut_anywhere(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(units(piece) <= limit and piece.strip() for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


words = st.text(max_size=40)
choices = st.builds(Choice, st.text(min_size=1, max_size=20), words)
links = st.builds(Link, words, words | st.just("https://example.jp/"))
cards = st.builds(
    Card,
    words,
    st.lists(words, max_size=3).map(tuple),
    st.lists(choices, max_size=2).map(tuple),
    st.lists(links, max_size=2).map(tuple),
)
bubbles = st.builds(
    Bubble,
    words,
    st.lists(choices, max_size=15).map(tuple),
    st.lists(st.builds(Call, words, words | st.just("119")), max_size=10).map(tuple),
    st.lists(links, max_size=3).map(tuple),
    st.lists(cards, max_size=14).map(tuple),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(bubbles, max_size=4))
def test_line_takes_whatever_is_rendered(some: list[Bubble]) -> None:
    requests_of(*some)
