"""Webhook events as LINE writes them. Each builder gives the part that differs by kind."""

from __future__ import annotations

from typing import Any

from tests.platforms.line import ids
from tests.platforms.line.state import Line

Json = dict[str, Any]
Source = Json


def user(person_id: str) -> Source:
    return {"type": "user", "userId": person_id}


def group(group_id: str, person_id: str | None = None) -> Source:
    source = {"type": "group", "groupId": group_id}
    return {**source, "userId": person_id} if person_id else source


def room(room_id: str, person_id: str | None = None) -> Source:
    source = {"type": "room", "roomId": room_id}
    return {**source, "userId": person_id} if person_id else source


def event(line: Line, kind: str, source: Source | None, *, answerable: bool = True, **more: Any) -> Json:
    """An event of any kind, happening now, with a reply token where one can answer."""
    now = line.clock()
    made: Json = {
        "type": kind,
        "mode": "active",
        "timestamp": int(now.timestamp() * 1000),
        "webhookEventId": ids.event_id(now),
        "deliveryContext": {"isRedelivery": False},
        **more,
    }
    if source is not None:
        made["source"] = source
    if answerable and source is not None:
        made["replyToken"] = line.issue_right(source.get("userId", ""), now)
    return made


def message(line: Line, source: Source, content: Json) -> Json:
    """A message event; `content` needs no id."""
    quote = {"quoteToken": ids.token()} if content["type"] in ("text", "sticker", "image", "video") else {}
    return event(line, "message", source, message={"id": line.new_id(), **quote, **content})


def text(words: str) -> Json:
    return {"type": "text", "text": words}


def sticker(*keywords: str, words: str = "", package: str = "446", number: str = "1988") -> Json:
    made: Json = {
        "type": "sticker",
        "packageId": package,
        "stickerId": number,
        "stickerResourceType": "MESSAGE" if words else "STATIC",
        "keywords": list(keywords),
    }
    return {**made, "text": words} if words else made


def media(kind: str) -> Json:
    """An image, a video or a sound."""
    made: Json = {"type": kind, "contentProvider": {"type": "line"}}
    return made if kind == "image" else {**made, "duration": 6000}


def file(name: str, size: int = 2048) -> Json:
    return {"type": "file", "fileName": name, "fileSize": size}


def location(title: str, address: str, latitude: float = 34.65, longitude: float = 135.0) -> Json:
    place = {"latitude": latitude, "longitude": longitude}
    return {"type": "location", "title": title, "address": address, **place}


def follow(line: Line, source: Source, *, unblocked: bool = False) -> Json:
    return event(line, "follow", source, follow={"isUnblocked": unblocked})


def unfollow(line: Line, source: Source) -> Json:
    return event(line, "unfollow", source, answerable=False)


def unsend(line: Line, source: Source, message_id: str) -> Json:
    return event(line, "unsend", source, answerable=False, unsend={"messageId": message_id})


def postback(line: Line, source: Source, data: str, **params: str) -> Json:
    content: Json = {"data": data, "params": params} if params else {"data": data}
    return event(line, "postback", source, postback=content)


def join(line: Line, source: Source) -> Json:
    return event(line, "join", source)


def leave(line: Line, source: Source) -> Json:
    return event(line, "leave", source, answerable=False)


def member_joined(line: Line, source: Source, *person_ids: str) -> Json:
    return event(line, "memberJoined", source, joined={"members": [user(one) for one in person_ids]})


def account_link(line: Line, source: Source, *, linked: bool = True) -> Json:
    result = "ok" if linked else "failed"
    return event(
        line, "accountLink", source, answerable=linked, link={"result": result, "nonce": ids.token()}
    )


def video_watched(line: Line, source: Source, tracking_id: str) -> Json:
    return event(line, "videoPlayComplete", source, videoPlayComplete={"trackingId": tracking_id})


def beacon(line: Line, source: Source) -> Json:
    return event(line, "beacon", source, beacon={"hwid": "d41d8cd98f", "type": "enter"})


def standby(made: Json) -> Json:
    """The same event while another module holds the chat."""
    return {**made, "mode": "standby"}


def redelivered(made: Json) -> Json:
    """The same event, delivered again."""
    return {**made, "deliveryContext": {"isRedelivery": True}}
