"""The book of safety texts, and the choice of the text that fits best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, Self, TypeVar

from pydantic import Field, field_validator, model_validator

from bot.desk.safety.entries import (
    CannotCall,
    Entry,
    KindWord,
    Language,
    Reply,
    Situation,
    Strict,
    When,
    Words,
)
from bot.guide.duty import Style

EntryT = TypeVar("EntryT", bound=Entry)


class Book(Strict):
    """All safety texts. It always has an answer: an incomplete book is not a book."""

    version: Literal[1]
    traits: dict[str, re.Pattern[str]] = Field(default_factory=dict)
    words: dict[Style, Words]
    replies: tuple[Reply, ...]
    again: tuple[Reply, ...]
    care: tuple[KindWord, ...]
    cannot_call: dict[Language, CannotCall]

    @field_validator("words", "cannot_call")
    @classmethod
    def _japanese_is_there(cls, value: dict[str, object]) -> dict[str, object]:
        if "ja" not in value:
            raise ValueError("the Japanese words are missing")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        entries: list[Entry] = [*self.replies, *self.again, *self.care]
        _no_double_ids(entries)
        for entry in entries:
            if entry.when.trait is not None and entry.when.trait not in self.traits:
                raise ValueError(f"{entry.id}: unknown trait {entry.when.trait!r}")
            if entry.wording not in self.words:
                raise ValueError(f"{entry.id}: no words of style {entry.wording!r}")
        for name, replies in (("replies", self.replies), ("again", self.again)):
            for level in ("high", "imminent"):
                if not any(one.when.for_anybody and one.when.level == level for one in replies):
                    raise ValueError(f"{name}: no text for anybody at level {level}")
        if not any(word.when == When() for word in self.care):
            raise ValueError("care: no words for anybody")
        return self

    def reply(self, at: Situation, *, again: bool = False) -> Reply:
        """The reply that fits best."""
        return _best(self.again if again else self.replies, at)

    def kind_word(self, at: Situation) -> KindWord:
        """The kind word that fits best."""
        return _best(self.care, at)


def _no_double_ids(entries: Iterable[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise ValueError(f"the id {entry.id!r} is used twice")
        seen.add(entry.id)


def _best(entries: Sequence[EntryT], at: Situation) -> EntryT:
    fits = [(fit, entry) for entry in entries if (fit := entry.when.fit(at)) is not None]
    if fits:
        return max(fits, key=lambda pair: pair[0])[1]
    return _best(entries, Situation(at.level, at.category, at.about, at.speaker, at.traits, past=at.past))
