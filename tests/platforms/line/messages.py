"""What LINE takes as messages, and as the bodies of its requests."""

from __future__ import annotations

from collections.abc import Mapping

from tests.platforms.line.actions import IN_QUICK_REPLY
from tests.platforms.line.checks import (
    Check,
    boolean,
    by_type,
    items,
    number,
    one_of,
    shape,
    text,
    uri,
)
from tests.platforms.line.flex import CONTAINER
from tests.platforms.line.templates import IMAGE, TEMPLATE

TEXT_MAX = 5000
MESSAGES_MAX = 5
ALT_MAX = 400

_ITEM = shape({"type": one_of("action"), "imageUrl": IMAGE, "action": IN_QUICK_REPLY}, ("type", "action"))
_NAME = text(20, pattern=r"(?!.*(?i:line)).*")
_COMMON: dict[str, Check] = {
    "type": text(20),
    "quickReply": shape({"items": items(_ITEM, 1, 13)}, ("items",)),
    "sender": shape({"name": _NAME, "iconUrl": IMAGE}),
}
_EMOJI = shape(
    {"index": number(0, TEXT_MAX, whole=True), "productId": text(100), "emojiId": text(100)},
    ("index", "productId", "emojiId"),
)
_DIGITS = text(20, pattern=r"\d+")


def _message(fields: Mapping[str, Check], *required: str) -> Check:
    return shape({**_COMMON, **fields}, required)


_KINDS: Mapping[str, Check] = {
    "text": _message(
        {"text": text(TEXT_MAX), "emojis": items(_EMOJI, 1, 20), "quoteToken": text(500)}, "text"
    ),
    "sticker": _message(
        {"packageId": _DIGITS, "stickerId": _DIGITS, "quoteToken": text(500)}, "packageId", "stickerId"
    ),
    "image": _message(
        {"originalContentUrl": IMAGE, "previewImageUrl": IMAGE}, "originalContentUrl", "previewImageUrl"
    ),
    "video": _message(
        {"originalContentUrl": IMAGE, "previewImageUrl": IMAGE, "trackingId": text(100)},
        "originalContentUrl",
        "previewImageUrl",
    ),
    "audio": _message(
        {"originalContentUrl": uri(2000, "https"), "duration": number(1, 6e7, whole=True)},
        "originalContentUrl",
        "duration",
    ),
    "location": _message(
        {
            "title": text(100),
            "address": text(100),
            "latitude": number(-90, 90),
            "longitude": number(-180, 180),
        },
        "title",
        "address",
        "latitude",
        "longitude",
    ),
    "template": _message({"altText": text(ALT_MAX), "template": TEMPLATE}, "altText", "template"),
    "flex": _message({"altText": text(ALT_MAX), "contents": CONTAINER}, "altText", "contents"),
}
_MESSAGES = items(by_type(lambda: _KINDS), 1, MESSAGES_MAX)

REPLY = shape(
    {"replyToken": text(500), "messages": _MESSAGES, "notificationDisabled": boolean},
    ("replyToken", "messages"),
)
PUSH = shape(
    {
        "to": text(33),
        "messages": _MESSAGES,
        "notificationDisabled": boolean,
        "customAggregationUnits": items(text(30), 0, 1),
    },
    ("to", "messages"),
)
VALIDATE = shape({"messages": _MESSAGES}, ("messages",))
LOADING = shape({"chatId": text(33), "loadingSeconds": number(5, 60, whole=True)}, ("chatId",))
MARK_AS_READ = shape({"markAsReadToken": text(500)}, ("markAsReadToken",))
