"""Reading the particulars of one message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.guide.entities.days import read_dates, read_weekdays
from bot.guide.entities.entity import Entity
from bot.guide.entities.kin import read_kin
from bot.guide.entities.numbers import Span, read_ages, read_counts
from bot.guide.entities.plain import Plain, fold, plain

LONGEST = 2000
"""Characters of a message that are read."""


def read_entities(text: str, today: date) -> list[Entity]:
    """What the message tells, in its order. Areas need a dictionary: see `bot.nlu.areas`."""
    signs = plain(fold(text[:LONGEST]))
    kana = _kana(signs.folded)
    # An earlier kind has the first claim on its words: 来週の土曜 is a date and no weekday besides.
    found = [
        *_placed("date", read_dates(signs.text, today), signs),
        *_placed("age", read_ages(signs), signs),
        *_placed("people", read_counts(signs), signs),
        *_placed("weekday", read_weekdays(signs.text), signs),
    ]
    kept: list[Entity] = []
    for entity in (*found, *read_kin(signs.folded, kana)):
        if all(entity.end <= other.start or other.end <= entity.start for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda entity: entity.start)


def _placed(name: str, spans: Iterable[Span], signs: Plain) -> list[Entity]:
    longest_first = sorted(spans, key=lambda span: span[1] - span[2])
    return [Entity(name, value, *signs.span(start, end)) for value, start, end in longest_first]


def _kana(folded: str) -> str:
    lowered = folded.lower()
    same = lowered if len(lowered) == len(folded) else folded
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in same)
