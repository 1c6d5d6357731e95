"""The stand-in refuses what LINE refuses, and delivers as LINE does."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.channels.line import LineChannel
from tests.platforms.line import Line, Phone, Webhook, events, line_app, serving
from tests.platforms.line.front import Front

Json = dict[str, Any]
TOKEN = "channel-token"
HELLO = [{"type": "text", "text": "こんにちは"}]


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def line() -> Line:
    return Line(TOKEN, clock=Clock(), quota=3)


@pytest.fixture
async def api(line: Line) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=line_app(line))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://line/v2/bot/", headers=headers
    ) as client:
        yield client


def pass_time(line: Line, **parts: float) -> None:
    assert isinstance(line.clock, Clock)
    line.clock.moment += timedelta(**parts)


def a_token(line: Line) -> str:
    friend = line.person("さくら", friend=True)
    token = line.issue_right(friend.id, line.clock())
    line.rights[token].delivered_at = line.clock()
    return token


def action(**more: object) -> Json:
    return {"type": "message", "label": "はい", "text": "はい", **more}


def quick(count: int = 1, **more: object) -> Json:
    return {**HELLO[0], "quickReply": {"items": [{"type": "action", "action": action(**more)}] * count}}


def flex(*contents: Json, alt: str = "ご案内") -> Json:
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    return {"type": "flex", "altText": alt, "contents": {"type": "bubble", "body": body}}


def carousel(count: int) -> Json:
    bubble = flex({"type": "text", "text": "あ"})["contents"]
    return {"type": "flex", "altText": "あ", "contents": {"type": "carousel", "contents": [bubble] * count}}


def buttons(text: str, count: int = 1, **more: str) -> Json:
    template = {"type": "buttons", "text": text, "actions": [action()] * count, **more}
    return {"type": "template", "altText": "あ", "template": template}


GOOD: list[list[Json]] = [
    HELLO,
    [{"type": "text", "text": "あ" * 5000}],
    [{"type": "text", "text": "😀" * 2500}],
    HELLO * 5,
    [quick(13)],
    [carousel(12)],
    [buttons("あ" * 160, 4)],
    [buttons("あ" * 60, title="題")],
    [{**HELLO[0], "sender": {"name": "自動案内"}}],
    [flex({"type": "button", "action": {"type": "uri", "label": "電話", "uri": "tel:119"}})],
]
BAD: list[tuple[object, str]] = [
    ([], "messages"),
    (HELLO * 6, "messages"),
    ({}, "messages"),
    ([{"type": "text"}], "messages[0].text"),
    ([{"type": "text", "text": ""}], "messages[0].text"),
    ([{"type": "text", "text": " \n"}], "messages[0].text"),
    ([{"type": "text", "text": "あ" * 5001}], "messages[0].text"),
    ([{"type": "text", "text": "😀" * 2501}], "messages[0].text"),
    ([{"type": "text", "text": "\ud83d"}], "messages[0].text"),
    ([{"type": "text", "text": 5}], "messages[0].text"),
    ([{"type": "text", "text": "あ", "colour": "red"}], "messages[0].colour"),
    ([{"type": "hologram"}], "messages[0].type"),
    (["text"], "messages[0]"),
    ([quick(14)], "messages[0].quickReply.items"),
    ([quick(label="あ" * 21)], "messages[0].quickReply.items[0].action.label"),
    ([quick(text="あ" * 301)], "messages[0].quickReply.items[0].action.text"),
    ([quick(type="shout")], "messages[0].quickReply.items[0].action.type"),
    ([{**HELLO[0], "sender": {"name": "あ" * 21}}], "messages[0].sender.name"),
    ([{**HELLO[0], "sender": {"name": "Line窓口"}}], "messages[0].sender.name"),
    ([flex(alt="あ" * 401)], "messages[0].altText"),
    ([flex(alt="")], "messages[0].altText"),
    ([flex({"type": "text", "text": ""})], "messages[0].contents.body.contents[0].text"),
    ([flex({"type": "text", "text": "a", "size": "huge"})], "messages[0].contents.body.contents[0].size"),
    ([flex({"type": "button"})], "messages[0].contents.body.contents[0].action"),
    ([flex({"type": "text", "text": "あ" * 20_000})], "messages[0].contents"),
    ([carousel(13)], "messages[0].contents.contents"),
    ([buttons("あ" * 161)], "messages[0].template.text"),
    ([buttons("あ" * 61, title="題")], "messages[0].template.text"),
    ([buttons("あ", 5)], "messages[0].template.actions"),
    (
        [flex({"type": "button", "action": {"type": "uri", "label": "a", "uri": "javascript:alert(1)"}})],
        "messages[0].contents.body.contents[0].action.uri",
    ),
]


@pytest.mark.parametrize("messages", GOOD)
async def test_validate_agrees_when_messages_keep_the_limits(
    api: httpx.AsyncClient, messages: list[Json]
) -> None:
    answer = await api.post("message/validate/reply", json={"messages": messages})
    assert (answer.status_code, answer.json()) == (200, {})


@pytest.mark.parametrize(("messages", "place"), BAD)
async def test_push_is_refused_with_the_place_when_a_limit_is_broken(
    line: Line, api: httpx.AsyncClient, messages: object, place: str
) -> None:
    body = json.dumps({"to": line.person("さくら", friend=True).id, "messages": messages})
    answer = await api.post("message/push", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert place in [detail["property"] for detail in answer.json()["details"]]
    assert answer.headers["x-line-request-id"]
    assert line.used == 0


@pytest.mark.parametrize("authorization", [None, "Bearer wrong", TOKEN])
async def test_request_is_refused_when_the_token_is_wrong(
    api: httpx.AsyncClient, authorization: str | None
) -> None:
    api.headers.pop("Authorization")
    headers = {"Authorization": authorization} if authorization else {}
    assert (await api.get("info", headers=headers)).status_code == 401


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [(b"{}", "text/plain", 415), (b"{", "application/json", 400), (b"[]", "application/json", 400)],
)
async def test_request_is_refused_when_it_is_no_json(
    api: httpx.AsyncClient, content: bytes, kind: str, status: int
) -> None:
    answer = await api.post("message/push", content=content, headers={"Content-Type": kind})
    assert answer.status_code == status


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (60, 200), (61, 400)])
async def test_reply_token_lives_a_minute(
    line: Line, api: httpx.AsyncClient, seconds: int, status: int
) -> None:
    token = a_token(line)
    pass_time(line, seconds=seconds)
    answer = await api.post("message/reply", json={"replyToken": token, "messages": HELLO})
    assert answer.status_code == status


async def test_reply_token_works_once(line: Line, api: httpx.AsyncClient) -> None:
    body = {"replyToken": a_token(line), "messages": HELLO}
    answers = [await api.post("message/reply", json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 400]
    assert answers[1].json() == {"message": "Invalid reply token"}


async def test_reply_is_refused_when_it_has_a_retry_key(line: Line, api: httpx.AsyncClient) -> None:
    headers = {"X-Line-Retry-Key": str(uuid.uuid4())}
    body = {"replyToken": a_token(line), "messages": HELLO}
    assert (await api.post("message/reply", json=body, headers=headers)).status_code == 400


async def test_push_is_taken_once_when_its_key_is_repeated(line: Line, api: httpx.AsyncClient) -> None:
    headers = {"X-Line-Retry-Key": str(uuid.uuid4())}
    body = {"to": line.person("さくら", friend=True).id, "messages": HELLO}
    first, second = [await api.post("message/push", json=body, headers=headers) for _ in range(2)]
    assert (first.status_code, second.status_code, line.used) == (200, 409, 1)
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert second.json()["sentMessages"] == first.json()["sentMessages"]


async def test_push_is_refused_when_its_key_is_no_uuid(line: Line, api: httpx.AsyncClient) -> None:
    body = {"to": line.person("さくら", friend=True).id, "messages": HELLO}
    answer = await api.post("message/push", json=body, headers={"X-Line-Retry-Key": "17"})
    assert answer.status_code == 400


async def test_push_is_refused_when_the_person_is_a_stranger(line: Line, api: httpx.AsyncClient) -> None:
    stranger = line.person("しらない人")
    for to in (stranger.id, "U" + "0" * 32):
        assert (await api.post("message/push", json={"to": to, "messages": HELLO})).status_code == 400


async def test_push_reaches_a_writer_for_seven_days_when_not_a_friend(
    line: Line, api: httpx.AsyncClient
) -> None:
    writer = line.person("書いた人")
    writer.wrote_at = line.clock()
    pass_time(line, days=7)
    assert (await api.post("message/push", json={"to": writer.id, "messages": HELLO})).status_code == 200
    pass_time(line, seconds=1)
    assert (await api.post("message/push", json={"to": writer.id, "messages": HELLO})).status_code == 400


async def test_push_is_refused_when_the_quota_is_used_up(line: Line, api: httpx.AsyncClient) -> None:
    body = {"to": line.person("さくら", friend=True).id, "messages": HELLO * 5}
    statuses = [(await api.post("message/push", json=body)).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert (await api.get("message/quota")).json() == {"type": "limited", "value": 3}
    assert (await api.get("message/quota/consumption")).json() == {"totalUsage": 3}


@pytest.mark.parametrize(("seconds", "status"), [(5, 202), (60, 202), (7, 400), (65, 400)])
async def test_loading_takes_steps_of_five(
    line: Line, api: httpx.AsyncClient, seconds: int, status: int
) -> None:
    body = {"chatId": line.person("さくら").id, "loadingSeconds": seconds}
    assert (await api.post("chat/loading/start", json=body)).status_code == status


async def test_webhook_is_signed_and_redelivered_when_the_desk_fails(line: Line) -> None:
    front = Front(500, 503)
    async with serving(front.app) as desk:
        webhook = Webhook(line, f"{desk}/webhooks/line", "secret", waits=(0, 0, 0))
        delivered = await Phone(line, webhook, "さくら").say("こんにちは")
        await webhook.close()
    assert (delivered.statuses, delivered.well) == ((500, 503, 200), True)
    channel = LineChannel("secret", TOKEN)
    bodies = []
    for headers, body in front.received:
        channel.verify(headers, body)
        bodies.append(json.loads(body)["events"][0])
    assert [body["deliveryContext"]["isRedelivery"] for body in bodies] == [False, True, True]
    assert len({body["webhookEventId"] for body in bodies}) == 1


async def test_webhook_gives_up_when_the_desk_never_answers_well(line: Line) -> None:
    front = Front(500, 500, 500)
    async with serving(front.app) as desk:
        webhook = Webhook(line, f"{desk}/webhooks/line", "secret", waits=(0, 0))
        delivered = await Phone(line, webhook, "さくら").say("こんにちは")
        await webhook.close()
    assert (delivered.statuses, delivered.well) == ((500, 500, 500), False)


async def test_phone_offers_quick_replies_only_while_they_are_the_latest(line: Line) -> None:
    front = Front()
    async with serving(front.app) as desk:
        webhook = Webhook(line, f"{desk}/webhooks/line", "secret", waits=())
        phone = Phone(line, webhook, "さくら")
        await phone.follow()
        line.push(phone.person.id, [quick()])
        [offered] = phone.quick_replies()
        await phone.tap(offered)
        await webhook.close()
    assert phone.quick_replies() == []
    assert phone.person.chat[-1].message["text"] == "はい"


async def test_every_event_is_understood_by_the_channel(line: Line) -> None:
    one, many = events.user(line.person("さくら").id), events.group("C" + "1" * 32)
    contents = [
        events.text("あ"),
        events.sticker("sad", words="つかれた"),
        events.media("image"),
        events.media("video"),
        events.media("audio"),
        events.file("a.txt"),
        events.location("いま", "市内"),
    ]
    made = [events.message(line, one, content) for content in contents] + [
        events.follow(line, one),
        events.unfollow(line, one),
        events.unsend(line, one, "1"),
        events.postback(line, one, "say=a"),
        events.join(line, many),
        events.leave(line, many),
        events.member_joined(line, many, "U" + "2" * 32),
        events.account_link(line, one),
        events.video_watched(line, one, "x"),
        events.beacon(line, one),
        events.event(line, "somethingNew", None),
        events.standby(events.follow(line, one)),
    ]
    body = json.dumps({"destination": line.account_id, "events": made}).encode()
    kinds = [type(event).__name__ for event in LineChannel("s", "t").parse(body, line.clock())]
    assert (
        kinds
        == ["Said"] * 8 + ["Blocked", "Unsent", "Said", "Declined", "Ignored", "Declined"] + ["Ignored"] * 5
    )
