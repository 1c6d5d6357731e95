"""LINE's webhook bodies become the front desk's events."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.line.inbound import parse
from bot.conversation.entities import MessageKind
from bot.desk.events import Blocked, Declined, Ignored, Parsed, ReplyToken, Said, Unsent
from bot.desk.ports import BadBody

FIXTURES = Path(__file__).parents[3] / "fixtures" / "line"
PERSON = "U4af4980629f1d2e0a3c5b6d7e8f90123"
EVENT = "01JDCCT3Q0EXAMPLE00000000A"
HAPPENED = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
RECEIVED = HAPPENED + timedelta(seconds=1)
RIGHT = ReplyToken("nHuyWiB7yP5Zw52FIkcQobQuGDXCTA", RECEIVED + timedelta(seconds=50))


def said(kind: MessageKind, text: str = "", **more: Any) -> Said:
    return Said(EVENT, PERSON, kind, text, HAPPENED, **{"message_id": "325708", "reply_token": RIGHT, **more})


EXPECTED: dict[str, Parsed] = {
    "text": said(MessageKind.TEXT, "息子が部屋から出てきません"),
    "text_emoji_mention": said(MessageKind.TEXT, "@Akari こんにちは(hello)"),
    "sticker": said(MessageKind.STICKER, note="sad、crying、tears"),
    "sticker_message": said(MessageKind.STICKER, note="もうつかれた、tired"),
    "image": said(MessageKind.IMAGE),
    "video": said(MessageKind.VIDEO),
    "audio": said(MessageKind.AUDIO),
    "file": said(MessageKind.FILE, note="相談メモ.txt"),
    "location": said(MessageKind.LOCATION, spot=(34.65, 135.0)),
    "follow": said(MessageKind.FOLLOW, message_id=None),
    "unfollow": Blocked(EVENT, PERSON),
    "unsend": Unsent(EVENT, PERSON, "325708"),
    "postback": said(MessageKind.POSTBACK, "居場所を知りたい", message_id=None),
    "postback_shown": said(MessageKind.POSTBACK, "家族教室", message_id=None),
    "postback_silent": Ignored("postback_without_text"),
    "group_message": Declined(EVENT, "Ca56f94637c3a4b5c6d7e8f9012345678", RIGHT),
    "room_join": Declined(EVENT, "Ra8dbf4673c4a4b5c6d7e8f9012345678", RIGHT),
    "group_leave": Ignored("company"),
    "standby": Ignored("standby"),
    "redelivered": said(MessageKind.TEXT, "届いていますか"),
    "account_link": Ignored("accountLink"),
    "unknown_event": Ignored("event_unknown"),
    "unknown_message": Ignored("message_unknown"),
}


def body_of(name: str) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return raw


def parsed(body: object) -> list[Parsed]:
    return parse(json.dumps(body).encode(), RECEIVED)


@pytest.mark.parametrize("name", EXPECTED)
def test_parse_gives_the_event_when_the_body_is_a_known_one(name: str) -> None:
    assert parsed(body_of(name)) == [EXPECTED[name]]


def test_every_fixture_is_expected_to_be_something() -> None:
    assert {path.stem for path in FIXTURES.glob("*.json")} == {*EXPECTED, "verify"}


def test_parse_gives_nothing_when_line_verifies_the_address() -> None:
    assert parsed(body_of("verify")) == []


def test_parse_orders_events_by_time_when_they_come_mixed() -> None:
    body = body_of("text")
    first = body["events"][0]
    body["events"] = [
        {**first, "timestamp": first["timestamp"] + offset, "webhookEventId": f"E{offset}"}
        for offset in (30, 10, 20, 10)
    ]
    assert [event.event_id for event in parsed(body) if isinstance(event, Said)] == [
        "E10",
        "E10",
        "E20",
        "E30",
    ]


@pytest.mark.parametrize(
    ("minutes_ago", "life_s"),
    [(0, 50.0), (19, 50.0), (19.5, 30.0), (20, None), (60, None)],
)
def test_reply_token_expires_early_when_a_redelivered_event_is_old(
    minutes_ago: float, life_s: float | None
) -> None:
    received = HAPPENED + timedelta(minutes=minutes_ago)
    [event] = parse((FIXTURES / "redelivered.json").read_bytes(), received)
    assert isinstance(event, Said)
    life = event.reply_token and event.reply_token.expires_at - received
    assert life == (None if life_s is None else timedelta(seconds=life_s))


def test_reply_token_lives_50_seconds_when_a_first_delivery_comes_late() -> None:
    received = HAPPENED + timedelta(hours=2)
    [event] = parse((FIXTURES / "text.json").read_bytes(), received)
    assert isinstance(event, Said)
    assert event.reply_token == replace(RIGHT, expires_at=received + timedelta(seconds=50))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("", ""),
        ("a\ud83d", "a\ufffd"),
        ("\ude00b", "\ufffdb"),
        ("\ud83d\ude00", "😀"),
        ("\x00\x07行\r\n次\t\x1b[0m", "行\n次\t[0m"),
        ("あ" * 5000, "あ" * 5000),
    ],
)
def test_text_is_safe_when_it_came_broken(raw: str, text: str) -> None:
    body = body_of("text")
    body["events"][0]["message"]["text"] = raw
    [event] = parsed(body)
    assert isinstance(event, Said)
    assert event.text == text


def test_postback_text_is_safe_when_its_data_is_broken() -> None:
    body = body_of("postback")
    body["events"][0]["postback"]["data"] = "say=%00%E3%81%82%FF+%ED%A0%BD"
    [event] = parsed(body)
    assert isinstance(event, Said)
    assert "\x00" not in event.text
    assert event.text.startswith("あ")
    event.text.encode()


def changed(path: str, value: object) -> dict[str, Any]:
    """The text body with one field set, or removed where the value is `...`."""
    body = body_of("text")
    *way, last = path.split(".")
    node: Any = body
    for step in way:
        node = node[int(step)] if step.isdigit() else node[step]
    key: Any = int(last) if last.isdigit() else last
    if value is ...:
        del node[key]
    else:
        node[key] = value
    return body


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("destination", ..., "destination"),
        ("destination", 7, "destination"),
        ("events", ..., "events"),
        ("events", {}, "events"),
        ("events.0", "x", "events[0]"),
        ("events.0.type", ..., "events[0].type"),
        ("events.0.mode", 1, "events[0].mode"),
        ("events.0.timestamp", "1", "events[0].timestamp"),
        ("events.0.timestamp", True, "events[0].timestamp"),
        ("events.0.timestamp", -1, "events[0].timestamp"),
        ("events.0.timestamp", 10**30, "events[0].timestamp"),
        ("events.0.source", ..., "events[0].source"),
        ("events.0.source", [], "events[0].source"),
        ("events.0.source.type", ..., "events[0].source.type"),
        ("events.0.source.userId", "", "events[0].source.userId"),
        ("events.0.source.userId", "U" * 500, "events[0].source.userId"),
        ("events.0.webhookEventId", ..., "events[0].webhookEventId"),
        ("events.0.webhookEventId", "\ud800", "events[0].webhookEventId"),
        ("events.0.deliveryContext", ..., "events[0].deliveryContext"),
        ("events.0.deliveryContext.isRedelivery", "no", "events[0].deliveryContext.isRedelivery"),
        ("events.0.replyToken", 5, "events[0].replyToken"),
        ("events.0.message", ..., "events[0].message"),
        ("events.0.message.type", None, "events[0].message.type"),
        ("events.0.message.id", 325708, "events[0].message.id"),
        ("events.0.message.text", ..., "events[0].message.text"),
        ("events.0.message.text", ["x"], "events[0].message.text"),
    ],
)
def test_parse_names_the_place_when_a_field_is_wrong(path: str, value: object, place: str) -> None:
    with pytest.raises(BadBody) as caught:
        parsed(changed(path, value))
    assert str(caught.value).startswith(f"{place}: must be ")


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"null", b"[]", b"7", b'{"destination":NaN}', b"[" * 100_000, b"9" * 5000]
)
def test_parse_refuses_when_the_body_is_no_json_object(body: bytes) -> None:
    with pytest.raises(BadBody, match=r"^body: "):
        parse(body, RECEIVED)


def test_parse_ignores_when_the_person_is_not_named() -> None:
    assert parsed(changed("events.0.source.userId", ...)) == [Ignored("user_unknown")]


def test_parse_takes_the_event_when_unknown_fields_appear() -> None:
    assert parsed(changed("events.0.message.somethingNew", {"a": [1]})) == [EXPECTED["text"]]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(sorted(EXPECTED)),
    where=st.sampled_from(
        [
            "type",
            "mode",
            "timestamp",
            "source",
            "message",
            "replyToken",
            "deliveryContext",
            "postback",
            "unsend",
        ]
    ),
    value=json_values,
)
def test_parse_raises_nothing_but_bad_body_when_any_field_is_anything(
    name: str, where: str, value: object
) -> None:
    body = body_of(name)
    body["events"][0][where] = value
    try:
        events = parsed(body)
    except BadBody:
        return
    assert len(events) == 1
