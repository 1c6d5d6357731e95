"""Bubbles as LINE's message objects, cut into requests that LINE accepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.channels.line import flex
from bot.channels.line.actions import callable_number, message_action, openable, sayable
from bot.channels.line.text import safe_text, split
from bot.conversation.content import Author, Bubble, Call, Choice, Link

MESSAGES_MAX = 5
"""Messages of one request."""
CHOICES_MAX = 13
"""Quick replies under one message."""
CHOOSE = "次の中から選ぶか、そのまま文字で送ってください。"
"""Said where there are choices but no message for them to stand under."""

ASSISTANT_NAME = "自動案内"
COUNSELOR_NAME = "相談員"

Message = dict[str, Any]


def render(bubbles: Sequence[Bubble], author: Author) -> list[list[Message]]:
    """The bubbles as requests of at most 5 messages; the choices stand under the last message."""
    messages = [message for bubble in bubbles for message in _messages(bubble)]
    choices = _choices(bubbles)
    if choices and not messages:
        messages = [_text(CHOOSE)]
    if choices:
        messages[-1]["quickReply"] = {"items": [_item(choice) for choice in choices]}
    sender = {"name": COUNSELOR_NAME if author is Author.COUNSELOR else ASSISTANT_NAME}
    named = [{**message, "sender": sender} for message in messages]
    return [named[start : start + MESSAGES_MAX] for start in range(0, len(named), MESSAGES_MAX)]


def _messages(bubble: Bubble) -> list[Message]:
    calls = [call for call in bubble.calls if callable_number(call.number)]
    links = [link for link in bubble.links if openable(link.url)]
    plain = _as_text(set(bubble.calls) - set(calls), set(bubble.links) - set(links), bubble)
    texts = [_text(piece) for piece in split(safe_text(plain))]
    return [*texts, *flex.buttons(calls, links), *flex.cards(bubble.cards)]


def _as_text(calls: set[Call], links: set[Link], bubble: Bubble) -> str:
    """The text, and after it what no button can do."""
    extra = [f"{call.label} {call.number}" for call in bubble.calls if call in calls]
    extra += [f"{link.label}\n{link.url}" for link in bubble.links if link in links]
    return "\n".join(part for part in (bubble.text, *extra) if part)


def _text(text: str) -> Message:
    return {"type": "text", "text": text}


def _choices(bubbles: Iterable[Bubble]) -> list[Choice]:
    """All choices, each once. The last one, usually the way to a human, is never the one left out."""
    found = {choice.text: choice for bubble in bubbles for choice in bubble.choices if sayable(choice)}
    choices = list(found.values())
    return choices if len(choices) <= CHOICES_MAX else [*choices[: CHOICES_MAX - 1], choices[-1]]


def _item(choice: Choice) -> dict[str, Any]:
    return {"type": "action", "action": message_action(choice)}
