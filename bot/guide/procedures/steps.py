"""One question of a procedure, and reading the answer to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.conversation.content import Card, Choice
from bot.guide.bookings.errors import BookingRefused
from bot.guide.procedures.said import plain
from bot.guide.requests.errors import RequestRefused

Read = Callable[[str], Any]
"""Reads an answer as it is kept; raises NotAnAnswer, BookingRefused or RequestRefused with kind words."""


class NotAnAnswer(Exception):
    """A text does not answer the question. `text` says what is expected."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


REFUSED = (NotAnAnswer, BookingRefused, RequestRefused)
"""What reading an answer may raise; each has `text`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question. `free`: any text may be its answer; else the reading itself tells."""

    name: str
    label: str
    question: str
    read: Read
    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()
    optional: bool = False
    left_out: Any = ""
    """What is kept when an optional question is left out."""
    free: bool = False
    wish: bool = False
    """A free text in which a question is likely a wish (〜してもらえますか)."""
    open: bool = False
    """Any words are an answer, questions too (聞きたいこと)."""
    shown: tuple[int, ...] = ()
    needed: str = ""
    """Said when a question that needs an answer is left out; a kind word where it is empty."""
    instead: tuple[Choice, ...] = ()
    """Other ways for somebody who does not want to answer."""
    words: Callable[[Any], str] = str
    """How an answer is said in the summary."""


def one_of(options: dict[str, Any], otherwise: str) -> Read:
    """Reads one of the given words, by itself or inside of a short text."""
    known = {plain(word): value for word, value in options.items()}

    def read(text: str) -> Any:
        said = plain(text)
        if said in known:
            return known[said]
        inside = {repr(value): value for word, value in known.items() if len(word) > 1 and word in said}
        if len(inside) != 1 or len(said) > 30:
            raise NotAnAnswer(otherwise)
        return next(iter(inside.values()))

    return read
