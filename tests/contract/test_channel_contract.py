"""What every channel promises, whichever platform stands behind it."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from starlette.datastructures import Headers

from bot.channels.line import Deadlines, LineChannel
from bot.channels.webchat import WebChatChannel
from bot.conversation.content import Author, Bubble, Call, Card, Choice, Link
from bot.conversation.entities import MessageKind
from bot.desk.events import Said
from bot.desk.ports import BadBody, BadSignature, Channel, Delivery, SendError, Sent

RECEIVED = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SECRET = "contract-secret"


@dataclass(frozen=True, slots=True)
class Case:
    """A channel, and how its platform writes."""

    name: str
    make: Callable[[], Channel]
    body: Callable[[Sequence[str]], bytes]
    sign: Callable[[bytes], dict[str, str]] | None
    text_max: int
    takes_many: bool
    takes_empty: bool


def line_body(texts: Sequence[str]) -> bytes:
    events = [
        {
            "type": "message",
            "mode": "active",
            "timestamp": int(RECEIVED.timestamp() * 1000) + number,
            "source": {"type": "user", "userId": "U" + "1" * 32},
            "webhookEventId": f"EVENT{number}",
            "deliveryContext": {"isRedelivery": False},
            "replyToken": f"token{number}",
            "message": {"type": "text", "id": str(number), "text": text, "quoteToken": "q"},
        }
        for number, text in enumerate(texts)
    ]
    return json.dumps({"destination": "U" + "0" * 32, "events": events}).encode()


def line_signature(body: bytes) -> dict[str, str]:
    digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    return {"X-Line-Signature": base64.b64encode(digest).decode()}


def page_body(texts: Sequence[str]) -> bytes:
    return json.dumps({"event_id": str(uuid.UUID(int=1)), "text": texts[0]}).encode()


CASES = [
    Case(
        "line",
        lambda: LineChannel(SECRET, "token", "http://127.0.0.1:9", Deadlines(0.5, 0.5)),
        line_body,
        line_signature,
        text_max=5000,
        takes_many=True,
        takes_empty=True,
    ),
    # Pages are known by a token that their routes ask for: nothing is signed, one message a post.
    Case("webchat", WebChatChannel, page_body, None, text_max=2000, takes_many=False, takes_empty=False),
]
BUBBLES = {
    "plain": Bubble("こんにちは"),
    "long": Bubble("あいうえお。" * 2000),
    "emoji": Bubble("😀" * 6000),
    "choices": Bubble("どれにしますか", tuple(Choice(f"選択{n}", f"選択{n}") for n in range(20))),
    "calls": Bubble("窓口", calls=(Call("119 救急", "119"), Call("窓口", "0120-279-338"))),
    "links": Bubble("ページ", links=(Link("市のページ", "https://example.jp/居場所"),)),
    "cards": Bubble("教室", cards=tuple(Card(f"教室{n}", ("土曜",)) for n in range(30))),
}


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def channel(case: Case) -> Channel:
    return case.make()


def said(channel: Channel, body: bytes) -> list[Said]:
    events = channel.parse(body, RECEIVED)
    assert all(isinstance(event, Said) for event in events)
    return [event for event in events if isinstance(event, Said)]


def test_name_is_the_platforms(case: Case, channel: Channel) -> None:
    assert channel.name == case.name


@pytest.mark.parametrize("body", [b"", b"{}", b"\x00\xff"])
def test_verify_refuses_when_nobody_signed(channel: Channel, body: bytes) -> None:
    with pytest.raises(BadSignature) as caught:
        channel.verify(Headers({"content-type": "application/json"}), body)
    assert caught.value.missing


def test_verify_accepts_only_the_signed_bytes(case: Case, channel: Channel) -> None:
    if case.sign is None:
        pytest.skip("this channel has no signed webhook")
    body = case.body(["こんにちは"])
    channel.verify(Headers(case.sign(body)), body)
    with pytest.raises(BadSignature) as caught:
        channel.verify(Headers(case.sign(body)), body + b"\n")
    assert not caught.value.missing


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"events":7}']
)
def test_parse_names_a_place_when_the_shape_is_wrong(channel: Channel, body: bytes) -> None:
    with pytest.raises(BadBody, match=r"^[a-z_]+.*: "):
        channel.parse(body, RECEIVED)


def test_parse_keeps_the_words_when_they_are_plain(case: Case, channel: Channel) -> None:
    [event] = said(channel, case.body(["息子のことで\n相談したいです😀"]))
    assert (event.kind, event.text) == (MessageKind.TEXT, "息子のことで\n相談したいです😀")
    assert event.occurred_at.tzinfo is not None
    assert event.event_id


def test_parse_keeps_every_character_when_the_text_is_as_long_as_allowed(
    case: Case, channel: Channel
) -> None:
    [event] = said(channel, case.body(["あ" * case.text_max]))
    assert len(event.text) == case.text_max


def test_parse_takes_or_refuses_an_empty_text_as_the_platform_does(case: Case, channel: Channel) -> None:
    if case.takes_empty:
        assert said(channel, case.body([""]))[0].text == ""
    else:
        with pytest.raises(BadBody):
            channel.parse(case.body([""]), RECEIVED)


@pytest.mark.parametrize("raw", ["つらい\ud83d", "\ude00つらい", "つ\x00ら\x1bい\x07つらい"])
def test_text_can_be_stored_when_it_came_broken(case: Case, channel: Channel, raw: str) -> None:
    [event] = said(channel, case.body([raw]))
    event.text.encode()
    assert "つらい" in event.text
    assert not any(ch < " " for ch in event.text)


def test_parse_gives_every_event_when_there_are_a_hundred(case: Case, channel: Channel) -> None:
    if not case.takes_many:
        pytest.skip("one message a post")
    events = said(channel, case.body([f"文{n}" for n in range(100)]))
    assert [event.text for event in events] == [f"文{n}" for n in range(100)]
    assert len({event.event_id for event in events}) == 100


def test_parse_gives_the_same_when_asked_twice(case: Case, channel: Channel) -> None:
    body = case.body(["こんにちは"])
    assert channel.parse(body, RECEIVED) == channel.parse(body, RECEIVED)


@pytest.mark.parametrize("name", BUBBLES)
@pytest.mark.parametrize("author", [Author.ASSISTANT, Author.COUNSELOR, Author.SYSTEM])
def test_render_gives_requests_that_can_be_stored(channel: Channel, name: str, author: Author) -> None:
    requests = channel.render([BUBBLES[name]], author)
    assert requests
    assert all(requests)
    stored = json.dumps(requests)
    assert json.dumps(json.loads(stored)) == stored


@pytest.mark.parametrize("name", ["plain", "long", "emoji", "calls", "cards"])
def test_render_keeps_the_words_whatever_else_is_shown(channel: Channel, name: str) -> None:
    bubble = BUBBLES[name]
    texts = [
        payload["text"]
        for request in channel.render([bubble], Author.ASSISTANT)
        for payload in request
        if "text" in payload
    ]
    assert "".join(texts) == bubble.text


def test_render_keeps_the_order_when_there_are_many_bubbles(channel: Channel) -> None:
    requests = channel.render([Bubble(f"文{n}") for n in range(23)], Author.ASSISTANT)
    assert [payload["text"] for request in requests for payload in request] == [f"文{n}" for n in range(23)]


def test_render_gives_nothing_when_there_is_nothing_to_say(channel: Channel) -> None:
    assert channel.render([], Author.ASSISTANT) == []


async def test_send_delivers_or_says_that_it_may_be_tried_again(channel: Channel) -> None:
    """No platform listens here: a channel that needs one must say so, and only so."""
    [request] = channel.render([Bubble("こんにちは")], Author.ASSISTANT)
    delivery = Delivery(str(uuid.uuid4()), "contact", request)
    outcome = (await asyncio.gather(channel.send(delivery), return_exceptions=True))[0]
    assert isinstance(outcome, Sent) or (isinstance(outcome, SendError) and outcome.retryable)
    close = getattr(channel, "close", None)
    if close is not None:
        await close()
