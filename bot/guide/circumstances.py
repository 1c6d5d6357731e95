"""What the people of a talk, and their ages, mean for what is offered and how they are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.guide.entities import Person
from bot.guide.entities.people import WRITER

Circumstance = Literal["school_age", "aging"]
"""school_age: somebody of an age to go to school; aging: a person past 45, or parents past 70."""

_SCHOOL_LEFT = 18
_MIDDLE_AGED = 45
_AGED = 70
_YOUNGER = ("son", "daughter", "child", "grandchild")
_OTHERS = ("brother", "sister", "sibling", "husband", "wife", "partner", "relative", "friend", "neighbour")
_ELDERS = ("mother", "father", "parents")
_CALLED = {
    "son": "息子さん",
    "daughter": "娘さん",
    "child": "お子さん",
    "grandchild": "お孫さん",
    "brother": "ごきょうだい",
    "sister": "ごきょうだい",
    "sibling": "ごきょうだい",
    "friend": "ご友人",
}
NOBODY_NAMED = "ご本人"


def circumstance_of(people: Sequence[Person]) -> Circumstance | None:
    """What matters most of the ages told; None where none was told or none matters."""
    by_who = {person.who: person for person in people}
    young = [by_who[who] for who in (*_YOUNGER, *_OTHERS, WRITER) if who in by_who]
    if any(person.oldest is not None and person.oldest <= _SCHOOL_LEFT for person in young):
        return "school_age"
    # A writer past 70 is a parent, or is as old as one.
    elders = [by_who[who] for who in (*_ELDERS, WRITER) if who in by_who]
    middle = [by_who[who] for who in (*_YOUNGER, *_OTHERS) if who in by_who]
    aged = any(person.youngest is not None and person.youngest >= _AGED for person in elders)
    if aged or any(person.youngest is not None and person.youngest >= _MIDDLE_AGED for person in middle):
        return "aging"
    return None


def called(people: Sequence[Person]) -> str:
    """How the person whom a family worries about is called: 息子さん; ご本人 where it is not certain."""
    for group in (_YOUNGER, _OTHERS):
        named = [person.who for person in people if person.who in group]
        if named:
            return _CALLED.get(named[0], NOBODY_NAMED) if len(named) == 1 else NOBODY_NAMED
    return NOBODY_NAMED
