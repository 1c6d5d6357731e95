"""One particular of a message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """A particular with its place in the folded text.

    `name`: who, age, date, weekday, people or area. `value` is what it stands for: who as `son`;
    age as `38` or `40-49` years; date as `2026-12-03` where it is one day, else the words; weekday
    as `sat`, `weekday`, `weekend`, `holiday`; people as a number; area as written.
    """

    name: str
    value: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)
