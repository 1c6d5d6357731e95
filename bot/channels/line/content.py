"""What one LINE message holds: its kind, its words, and what a wordless one shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.line.fields import Node
from bot.conversation.entities import MessageKind


@dataclass(frozen=True, slots=True)
class Content:
    """A message as far as the front desk looks at it."""

    kind: MessageKind
    text: str = ""
    note: str = ""
    spot: tuple[float, float] | None = None


def said_text(message: Node) -> Content | None:
    """The content of a message object, None for a kind that is not known."""
    reader = _READERS.get(message.text("type"))
    return reader(message) if reader else None


def _text(message: Node) -> Content:
    return Content(MessageKind.TEXT, message.text("text"))


def _sticker(message: Node) -> Content:
    """A message sticker carries words of the person's own; they come first."""
    message.id("packageId")
    message.id("stickerId")
    words = [message.optional_text("text"), *message.texts("keywords")]
    return Content(MessageKind.STICKER, note="、".join(word for word in words if word))


def _file(message: Node) -> Content:
    """A file's name may say what its content would; the content itself is never fetched."""
    return Content(MessageKind.FILE, note=message.text("fileName"))


def _location(message: Node) -> Content:
    """The spot is passed on for the answer; title and address are not even read."""
    latitude, longitude = message.number("latitude"), message.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        message.wrong("latitude", "a place on earth")
    return Content(MessageKind.LOCATION, spot=(float(latitude), float(longitude)))


def _media(kind: MessageKind) -> Callable[[Node], Content]:
    def read(message: Node) -> Content:
        message.node("contentProvider").text("type")
        return Content(kind)

    return read


_READERS: dict[str, Callable[[Node], Content]] = {
    "text": _text,
    "sticker": _sticker,
    "image": _media(MessageKind.IMAGE),
    "video": _media(MessageKind.VIDEO),
    "audio": _media(MessageKind.AUDIO),
    "file": _file,
    "location": _location,
}
