"""How cards will look: on LINE out of the very message that would be sent, on the web, and as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.line.flex import ALT_CARDS, cards
from bot.conversation.content import Card


@dataclass(frozen=True, slots=True)
class LineLook:
    """One LINE message: lines with their weight, buttons, and what the lock screen shows."""

    lines: tuple[tuple[str, bool], ...]
    buttons: tuple[str, ...]
    notice: str = ALT_CARDS


@dataclass(frozen=True, slots=True)
class Look:
    """A card everywhere, under a heading that says to whom it is shown like this. `text` is its
    line in the message that comes with the cards."""

    heading: str
    text: str
    card: Card
    line: tuple[LineLook, ...]


def look(heading: str, text: str, card: Card) -> Look:
    """What a card becomes."""
    return Look(heading, text, card, tuple(_line(cards([card]))))


def _line(messages: Sequence[dict[str, Any]]) -> Iterator[LineLook]:
    for message in messages:
        if message["type"] == "text":
            text = message["text"]
            yield LineLook(tuple((line, False) for line in text.split("\n")), (), text)
            continue
        parts = message["contents"]["body"]["contents"]
        texts = [(part["text"], part.get("weight") == "bold") for part in parts if part["type"] == "text"]
        labels = [part["action"]["label"] for part in parts if part["type"] == "button"]
        yield LineLook(tuple(texts), tuple(labels), message["altText"])
