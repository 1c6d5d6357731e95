"""Flex messages: buttons that ring or open something, and cards side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.channels.line.actions import (
    call_action,
    link_action,
    message_action,
    openable,
    sayable,
)
from bot.channels.line.text import safe_text, split
from bot.conversation.content import Call, Card, Link

BUBBLES_MAX = 12
BUTTONS_MAX = 8
"""Buttons in one bubble, so that it stays on one screen of a phone."""
BUBBLE_BYTES = 28_000
CAROUSEL_BYTES = 46_000
"""A little less than LINE allows (30 KB and 50 KB)."""

ALT_BUTTONS = "ご案内のボタンをお送りしました。"
ALT_CARDS = "ご案内のカードをお送りしました。"
"""What a phone's lock screen shows: it may be seen by others, so it says nothing of the talk."""

Json = dict[str, Any]


def buttons(calls: Sequence[Call], links: Sequence[Link]) -> list[Json]:
    """Messages with a button for each number and page; none when there is nothing to press."""
    actions = [*map(call_action, calls), *map(link_action, links)]
    groups = [actions[start : start + BUTTONS_MAX] for start in range(0, len(actions), BUTTONS_MAX)]
    return _messages([_bubble([_button(action) for action in group]) for group in groups], ALT_BUTTONS)


def cards(items: Iterable[Card]) -> list[Json]:
    """Messages with the cards in carousels; a card too large for one becomes text."""
    messages: list[Json] = []
    waiting: list[Json] = []
    for card in items:
        bubble = _card(card)
        if bubble is not None and _size(bubble) <= BUBBLE_BYTES:
            waiting.append(bubble)
            continue
        messages += _messages(waiting, ALT_CARDS)
        waiting = []
        messages += [{"type": "text", "text": piece} for piece in split(_card_text(card))]
    return messages + _messages(waiting, ALT_CARDS)


def _card(card: Card) -> Json | None:
    contents = [_line(card.title, weight="bold", size="md")] if _says(card.title) else []
    contents += [_line(line, size="sm") for line in card.lines if _says(line)]
    contents += [_button(message_action(choice)) for choice in card.choices if sayable(choice)]
    contents += [_button(link_action(link)) for link in card.links if openable(link.url)]
    closed = [f"{link.label} {link.url}" for link in card.links if not openable(link.url)]
    contents += [_line(line, size="sm") for line in closed if _says(line)]
    return _bubble(contents) if contents else None


def _says(text: str) -> bool:
    return bool(safe_text(text).strip())


def _card_text(card: Card) -> str:
    links = [f"{link.label} {link.url}" for link in card.links]
    return safe_text("\n".join(part for part in (card.title, *card.lines, *links) if part))


def _line(text: str, **style: str) -> Json:
    return {"type": "text", "text": safe_text(text), "wrap": True, **style}


def _button(action: Json) -> Json:
    look = {"style": "secondary", "height": "sm", "adjustMode": "shrink-to-fit"}
    return {"type": "button", **look, "action": action}


def _bubble(contents: list[Json]) -> Json:
    body = {"type": "box", "layout": "vertical", "spacing": "sm", "contents": contents}
    return {"type": "bubble", "size": "kilo", "body": body}


def _messages(bubbles: Sequence[Json], alt: str) -> list[Json]:
    return [{"type": "flex", "altText": alt, "contents": _container(group)} for group in _groups(bubbles)]


def _container(group: list[Json]) -> Json:
    return group[0] if len(group) == 1 else {"type": "carousel", "contents": group}


def _groups(bubbles: Sequence[Json]) -> Iterator[list[Json]]:
    """The bubbles in carousels that are neither too long nor too large."""
    group: list[Json] = []
    for bubble in bubbles:
        if group and (len(group) == BUBBLES_MAX or _size([*group, bubble]) > CAROUSEL_BYTES):
            yield group
            group = []
        group.append(bubble)
    if group:
        yield group


def _size(part: object) -> int:
    """Bytes as they travel: LINE's SDK writes JSON in ASCII, so this is the upper bound."""
    return len(json.dumps(part))
