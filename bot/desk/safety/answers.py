"""The front desk's door to the safety texts: nothing that goes wrong inside reaches the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import structlog

from bot.conversation.assessment import Assessment
from bot.conversation.content import Bubble
from bot.conversation.levels import RiskLevel
from bot.desk.safety import compose
from bot.desk.safety.book import Book
from bot.desk.safety.builtin import builtin_book
from bot.desk.safety.load import shipped
from bot.desk.safety.situation import language, situation
from bot.guide.duty import Style
from bot.guide.help_lines import HelpLine
from bot.guide.profile import CityProfile

_log = structlog.get_logger()
Bubbles = tuple[Bubble, ...]
Made = TypeVar("Made")


def reply(
    assessment: Assessment,
    text: str,
    lines: Sequence[HelpLine],
    reading: str,
    *,
    again: bool = False,
    calling: bool = False,
    book: Book | None = None,
) -> Bubbles:
    """The reply to danger, one to three bubbles.

    `lines` are open now, nearest first; `reading` says when a human reads, "" when nothing is
    known. `again` gives a shorter text to somebody who has had a safety reply in this talk.
    `calling` says that people are called at this moment whenever it is urgent.
    """

    def made(book: Book) -> Bubbles:
        at = situation(assessment, text, book.traits)
        return compose.reply(book, book.reply(at, again=again), lines, reading, again=again, calling=calling)

    return _safely(made, book)


def with_care(
    assessment: Assessment,
    answer: Sequence[Bubble],
    lines: Sequence[HelpLine],
    *,
    offer: bool,
    text: str = "",
    book: Book | None = None,
) -> Bubbles:
    """An answer with a kind word before it, one open line, and the way to a human.

    `offer` asks outright whether to connect with a counselor.
    """

    def made(book: Book) -> Bubbles:
        at = situation(assessment, text, book.traits)
        return compose.with_care(book, book.kind_word(at), answer, lines, offer=offer)

    return _safely(made, book)


def cannot_call(
    lines: Sequence[HelpLine],
    reading: str,
    profile: CityProfile,
    *,
    level: RiskLevel = RiskLevel.HIGH,
    text: str = "",
    calling: bool = False,
    book: Book | None = None,
) -> Bubbles:
    """The answer to 「電話はむずかしい」 after a safety reply; `level` is the conversation's."""
    return _safely(
        lambda book: compose.cannot_call(book, language(text), lines, reading, profile, level, calling), book
    )


def style(assessment: Assessment, text: str, *, again: bool = False, book: Book | None = None) -> Style:
    """In which words the reply to this danger speaks, so that what is put into it fits."""

    def made(book: Book) -> Style:
        return book.reply(situation(assessment, text, book.traits), again=again).wording

    return _safely(made, book)


def line_categories(assessment: Assessment, text: str = "", *, book: Book | None = None) -> frozenset[str]:
    """The kinds of help lines worth looking up for this danger."""

    def made(book: Book) -> frozenset[str]:
        at = situation(assessment, text, book.traits)
        entry = book.kind_word(at) if assessment.level is RiskLevel.ELEVATED else book.reply(at)
        return frozenset(entry.lines)

    return _safely(made, book)


def _safely(made: Callable[[Book], Made], book: Book | None) -> Made:
    try:
        return made(book or shipped())
    except Exception as error:
        _log.error("safety_reply_failed", code=type(error).__name__)
        return made(builtin_book())
