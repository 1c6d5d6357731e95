"""The rule layer: signals with their places, decided by patterns and named rules alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from bot.conversation.assessment import About, Signal
from bot.conversation.levels import RiskLevel
from bot.screening import context, tokens
from bot.screening.lexicon import Entry
from bot.screening.normalize import Normalized

_SENTENCE_END = regex.compile(r"[。！!？?\n]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A signal that held, and what its lexicon entry says of it."""

    signal: Signal
    weak: bool = False
    past: bool = False
    about: About | None = None


def find(entries: Sequence[Entry], text: Normalized) -> list[Finding]:
    """Every signal of the text that no exception or rule cancels, in the order of the lexicon."""
    line = _WordLine(text) if any(entry.words for entry in entries) else None
    findings = []
    for entry in entries:
        for start, end in _matches(entry, text, line):
            finding = _judge(entry, text, start, end)
            if finding is not None:
                findings.append(finding)
                break  # One place is enough to show a signal.
    return findings


class _WordLine:
    """The normalized words joined by spaces, with the way back to the text."""

    def __init__(self, text: Normalized) -> None:
        self.text = ""
        self._starts: list[tuple[int, int]] = []
        for form, start, end in tokens.words(text.plain.text):
            self.text += form + " "
            self._starts += [(start, end)] * (len(form) + 1)

    def place(self, start: int, end: int) -> tuple[int, int]:
        return self._starts[start][0], self._starts[end - 1][1]


def _matches(entry: Entry, text: Normalized, line: _WordLine | None) -> Iterator[tuple[int, int]]:
    if entry.text is not None:
        for match in entry.text.finditer(text.folded.text):
            yield match.span()
    if entry.words is not None and line is not None:
        for match in entry.words.finditer(line.text):
            yield line.place(*match.span())


def _judge(entry: Entry, text: Normalized, start: int, end: int) -> Finding | None:
    around = _context(text.folded.text, start, end)
    if entry.exceptions is not None and entry.exceptions.search(around.sentence):
        return None
    if any(context.RULES[rule](around) for rule in sorted(entry.unless - {"past"})):
        return None
    over = context.settled(around) or ("past" in entry.unless and context.past(around))
    level = min(entry.level, RiskLevel.ELEVATED) if over else entry.level
    place = text.folded.span(start, end)
    signal = Signal(entry.name, entry.category, level, *place)
    return Finding(signal, weak=entry.weak, past=over, about=entry.about)


def _context(text: str, start: int, end: int) -> context.Context:
    begin = 0
    finish = len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= start:
            begin = match.end()
        elif match.start() >= end:
            finish = match.start()
            break
    return context.Context(
        text=text,
        sentence=text[begin:finish],
        before=text[begin:start],
        match=text[start:end],
        after=text[end:finish],
    )
