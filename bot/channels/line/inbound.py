"""LINE's webhook events as the front desk's events. Pure: nothing is asked or sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

from bot.channels.line.content import said_text
from bot.channels.line.fields import Node, read
from bot.channels.line.text import safe_text
from bot.conversation.entities import MessageKind
from bot.desk.events import Blocked, Declined, Ignored, Parsed, ReplyToken, Said, Unsent

TOKEN_LIFE = timedelta(seconds=50)
"""LINE lets a reply token be used for one minute; the rest is for the way there."""
TOKEN_LIFE_REDELIVERED = timedelta(minutes=20)
"""After the event itself, a redelivered event's token is never valid for longer than this."""

_KNOWN_ASIDE = frozenset(
    {
        "leave",
        "memberLeft",
        "videoPlayComplete",
        "beacon",
        "accountLink",
        "membership",
        "module",
        "activated",
        "deactivated",
        "botSuspended",
        "botResumed",
        "delivery",
    }
)
"""Kinds nobody needs to act on; they are counted by name."""
_DECLINED = frozenset({"message", "postback", "join", "memberJoined", "follow"})
"""Kinds that show that somebody expects an answer in a group or room."""


def parse(body: bytes, received_at: datetime) -> list[Parsed]:
    """Every event of the body in the order they happened; BadBody says where the shape is wrong."""
    root = read(body)
    root.id("destination")
    timed = [_event(node, received_at) for node in root.nodes("events")]
    return [event for _at, event in sorted(timed, key=lambda pair: pair[0])]


def _event(node: Node, received_at: datetime) -> tuple[int, Parsed]:
    kind = node.text("type")
    at = _milliseconds(node)
    if node.text("mode") == "standby":
        return at, Ignored("standby")
    source = node.optional_node("source")
    if source is not None and source.text("type") in ("group", "room"):
        return at, _in_company(node, source, kind, received_at)
    handler = _HANDLERS.get(kind)
    if handler is None:
        return at, Ignored(kind if kind in _KNOWN_ASIDE else "event_unknown")
    if source is None:
        node.wrong("source", "an object")
    if source.text("type") != "user":
        return at, Ignored("source_unknown")
    contact_id = source.optional_id("userId")
    if contact_id is None:
        return at, Ignored("user_unknown")
    return at, handler(node, contact_id, received_at)


def _milliseconds(node: Node) -> int:
    at = node.integer("timestamp")
    if not 0 <= at < 253_402_300_800_000:
        node.wrong("timestamp", "milliseconds of this age")
    return at


def _occurred_at(node: Node) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=_milliseconds(node))


def _reply_token(node: Node, received_at: datetime) -> ReplyToken | None:
    value = node.optional_token("replyToken")
    expires_at = received_at + TOKEN_LIFE
    if node.node("deliveryContext").flag("isRedelivery"):
        expires_at = min(expires_at, _occurred_at(node) + TOKEN_LIFE_REDELIVERED)
    if value is None or expires_at <= received_at:
        return None
    return ReplyToken(value, expires_at)


def _in_company(node: Node, source: Node, kind: str, received_at: datetime) -> Parsed:
    if kind not in _DECLINED:
        return Ignored("company")
    source_id = source.id(f"{source.text('type')}Id")
    return Declined(node.id("webhookEventId"), source_id, _reply_token(node, received_at))


def _message(node: Node, contact_id: str, received_at: datetime) -> Parsed:
    message = node.node("message")
    content = said_text(message)
    if content is None:
        return Ignored("message_unknown")
    return Said(
        event_id=node.id("webhookEventId"),
        contact_id=contact_id,
        kind=content.kind,
        text=content.text,
        occurred_at=_occurred_at(node),
        message_id=message.id("id"),
        reply_token=_reply_token(node, received_at),
        note=content.note,
        spot=content.spot,
    )


def _postback(node: Node, contact_id: str, received_at: datetime) -> Parsed:
    text = _postback_text(node.node("postback"))
    if not text:
        return Ignored("postback_without_text")
    return _spoken(node, contact_id, received_at, MessageKind.POSTBACK, text)


def _postback_text(postback: Node) -> str:
    """What a tapped button says: our own data `say=…`, else the text that was shown for it."""
    said = parse_qs(postback.text("data")).get("say", [""])[0]
    return safe_text(said) or postback.optional_text("displayText")


def _follow(node: Node, contact_id: str, received_at: datetime) -> Parsed:
    detail = node.optional_node("follow")
    if detail is not None:
        detail.flag("isUnblocked")
    return _spoken(node, contact_id, received_at, MessageKind.FOLLOW, "")


def _spoken(node: Node, contact_id: str, received_at: datetime, kind: MessageKind, text: str) -> Said:
    return Said(
        event_id=node.id("webhookEventId"),
        contact_id=contact_id,
        kind=kind,
        text=text,
        occurred_at=_occurred_at(node),
        reply_token=_reply_token(node, received_at),
    )


def _unfollow(node: Node, contact_id: str, _received_at: datetime) -> Parsed:
    return Blocked(node.id("webhookEventId"), contact_id)


def _unsend(node: Node, contact_id: str, _received_at: datetime) -> Parsed:
    return Unsent(node.id("webhookEventId"), contact_id, node.node("unsend").id("messageId"))


_HANDLERS: dict[str, Callable[[Node, str, datetime], Parsed]] = {
    "message": _message,
    "postback": _postback,
    "follow": _follow,
    "unfollow": _unfollow,
    "unsend": _unsend,
}
