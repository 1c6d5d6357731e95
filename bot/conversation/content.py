"""What is said, in a form that every channel can show: rich where it can, text where not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

CHOICE_LABEL_MAX = 20
"""Characters of a choice's label; the narrowest channel's limit (LINE quick replies)."""


class Author(StrEnum):
    """Who wrote a message."""

    CONTACT = "contact"
    ASSISTANT = "assistant"
    COUNSELOR = "counselor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Choice:
    """A natural next step: a button that says `text` for the person."""

    label: str
    text: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.label) <= CHOICE_LABEL_MAX:
            raise ValueError(f"a choice's label has 1 to {CHOICE_LABEL_MAX} characters: {self.label!r}")


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone line that can be rung with one tap."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Link:
    """A page that can be opened with one tap."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing in a list (a class, a place): shown as a card, or as lines of text."""

    title: str
    lines: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message to the person. `text` alone must carry the whole meaning.

    `calls`, `links`, `cards` and `choices` are conveniences on top of it.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    calls: tuple[Call, ...] = ()
    links: tuple[Link, ...] = ()
    cards: tuple[Card, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The bubble as plain values, for a table or a page."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Bubble:
        """The bubble that `to_json` wrote."""
        return cls(
            text=raw["text"],
            choices=_choices(raw),
            calls=tuple(Call(**call) for call in raw.get("calls", ())),
            links=_links(raw),
            cards=tuple(
                Card(c["title"], tuple(c.get("lines", ())), _choices(c), _links(c))
                for c in raw.get("cards", ())
            ),
        )


def _choices(raw: dict[str, Any]) -> tuple[Choice, ...]:
    return tuple(Choice(**choice) for choice in raw.get("choices", ()))


def _links(raw: dict[str, Any]) -> tuple[Link, ...]:
    return tuple(Link(**link) for link in raw.get("links", ()))
