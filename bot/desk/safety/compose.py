"""The bubbles of a safety reply, from the book's words and the lines open now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.content import Bubble, Call, Link
from bot.conversation.levels import RiskLevel
from bot.desk.phrases import CANNOT_CALL, CANNOT_CALL_EN, SOS
from bot.desk.safety.book import Book
from bot.desk.safety.entries import CannotCall, KindWord, Language, Number, Reply, Words
from bot.desk.safety.lines import CALLS, listed, spoken, written
from bot.guide.duty import Style
from bot.guide.help_lines import HelpLine
from bot.guide.profile import CityProfile

LINES_MOST = 3
LINES_MOST_URGENT = 2
"""Beside 119 and 110 fewer lines are shown, so that nobody has to choose."""
ANSWER_MOST = 2
"""Bubbles of the assistant's own answer that go with a kind word."""
ROOM = 300
"""Characters of a bubble that still reads at a glance."""


def reply(
    book: Book, entry: Reply, lines: Sequence[HelpLine], reading: str, *, again: bool, calling: bool
) -> tuple[Bubble, ...]:
    """What to do now; the lines open now; that a counselor is called, and one question.

    `calling` says that people are called at this very moment, which counts where it is urgent."""
    words = book.words[entry.wording]
    urgent = entry.when.level == "imminent"
    shown = [] if again else spoken(lines, entry.lines, LINES_MOST_URGENT if urgent else LINES_MOST)
    emergency = tuple(CALLS[number] for number in entry.emergency)
    bubbles = [Bubble(entry.first, calls=emergency if urgent else ())]
    sudden = "" if urgent else words.sudden.format(numbers=_numbers(words, entry.emergency))
    if shown:
        bubbles.append(_lines(words, shown, sudden, urgent, emergency))
        sudden = ""
    bubbles.append(_end(words, entry, _called(words, reading, urgent, again, calling), sudden, emergency))
    return tuple(bubbles)


def _numbers(words: Words, numbers: Sequence[Number]) -> str:
    names = {"119": words.ambulance, "110": words.police}
    return words.or_.join(names[number] for number in numbers)


def _lines(
    words: Words, shown: list[HelpLine], sudden: str, urgent: bool, emergency: tuple[Call, ...]
) -> Bubble:
    head = words.lines_urgent if urgent else words.lines
    calls = tuple(line.call for line in shown)
    text = "\n".join(filter(None, (head, listed(shown), sudden)))
    return Bubble(text, calls=calls + emergency if sudden else calls)


def _called(words: Words, reading: str, urgent: bool, again: bool, calling: bool) -> str:
    first = words.called_urgent if urgent else words.called
    return (words.called_again if again else first) + _when(words, reading, urgent and calling)


def _when(words: Words, reading: str, calling: bool) -> str:
    """When a human will read it. While people are being called the office's hours say nothing,
    and nobody has answered yet: neither a time nor an answer is promised."""
    return words.calling if calling else reading or words.reading_unknown


def _end(words: Words, entry: Reply, called: str, sudden: str, emergency: tuple[Call, ...]) -> Bubble:
    told = called if entry.when.level == "imminent" else called + words.write_on
    text = "\n".join(filter(None, (told, sudden, entry.note, entry.ask)))
    if len(text) > ROOM:
        text = "\n".join(filter(None, (called, sudden, entry.ask)))
    choice = CANNOT_CALL_EN if entry.wording == "en" else CANNOT_CALL
    return Bubble(text, (choice,), emergency if sudden else ())


def with_care(
    book: Book, entry: KindWord, answer: Sequence[Bubble], lines: Sequence[HelpLine], *, offer: bool
) -> tuple[Bubble, ...]:
    """A kind word with one open line, then the answer; the wish for a human stays at hand."""
    words = book.words[entry.wording]
    one = spoken(lines, entry.lines, 1)
    line = f"{words.one_line}{one[0].name} {one[0].number}" if one else ""
    offered = words.offer if offer else words.sos
    care = Bubble("\n".join(filter(None, (entry.words, offered, line))), calls=tuple(o.call for o in one))
    said = [care, *answer[:ANSWER_MOST]]
    choices = tuple(choice for choice in said[-1].choices if choice != SOS)
    said[-1] = replace(said[-1], choices=(SOS, *choices))
    return tuple(said)


def cannot_call(
    book: Book,
    language: Language,
    lines: Sequence[HelpLine],
    reading: str,
    profile: CityProfile,
    level: RiskLevel,
    calling: bool,
) -> tuple[Bubble, ...]:
    """What to do until tomorrow; below `high` no human has been called, so none is promised."""
    said = book.cannot_call.get(language) or book.cannot_call["ja"]
    calls = tuple(CALLS.values())
    until = Bubble(said.until, calls=calls)
    if not level.calls_human:
        return Bubble(said.first_not_called), replace(until, choices=(SOS,))
    urgent = level is RiskLevel.IMMINENT
    style: Style = "en" if language == "en" and "en" in book.words else "ja"
    when = _when(book.words[style], reading, urgent and calling)
    first = (said.first_imminent if urgent else said.first).replace("{reading}", when)
    wish = _wish(said, written(lines, LINES_MOST), profile)
    if urgent:
        return Bubble(first, calls=calls), replace(until, calls=()), wish
    return Bubble(first), until, wish


def _wish(said: CannotCall, written_to: list[HelpLine], profile: CityProfile) -> Bubble:
    """How to ask for a call back or a talk in writing, and where else one can write."""
    rows = [said.wish]
    if written_to:
        rows += [said.written, listed(written_to)]
    if profile.web_consult_url:
        rows += [said.page]
    return Bubble("\n".join(rows), links=_links(written_to, profile))


def _links(lines: Sequence[HelpLine], profile: CityProfile) -> tuple[Link, ...]:
    links = [Link(line.call.label, line.number) for line in lines if line.number.startswith("http")]
    if profile.web_consult_url:
        links.append(Link("文章で相談する", profile.web_consult_url))
    return tuple(links)
