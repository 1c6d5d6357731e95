"""How far a person has come in a procedure: the only thing that is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

KEPT_FOR = timedelta(hours=12)
"""A procedure nobody goes on with is forgotten after this long."""


class Kind(StrEnum):
    """What the procedure is for."""

    LOOK = "look"
    """Dates were shown; a number or a date books one of them, anything else is ordinary talk."""
    BOOK = "book"
    CHANGE = "change"
    CANCEL = "cancel"
    REQUEST = "request"
    FIND_PLACE = "find_place"
    SEE_PLACES = "see_places"
    """Places were shown: a number or a name shows one of them, もっと見る the next ones."""

    DONE = "done"
    """It was done: another yes is a doubled tap. `about` is the kind of what was done."""

    @property
    def only_shown(self) -> bool:
        """Whether something was merely shown: nothing is asked, and other talk ends it."""
        return self in (Kind.LOOK, Kind.SEE_PLACES, Kind.DONE)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure under way. `about` is the service of a LOOK or BOOK, or the kind of a REQUEST."""

    kind: Kind
    about: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    """The answers so far by the name of their step."""
    shown: tuple[int, ...] = ()
    """Ids of what was shown as a numbered list."""
    asked: str = ""
    """The step whose question stands, CONFIRM for the last yes."""
    paused: bool = False
    """Set aside because the person is not well; goes on only when the person says so."""
    speaker: str = ""
    """Who is writing, as far as that was understood when it began."""
    turn_to: Mapping[str, str] = field(default_factory=dict)
    """Kind and subject of another procedure that was wished for meanwhile, and is offered."""

    def with_answer(self, step: str, value: Any) -> Procedure:
        """The procedure with one more answer, or another one."""
        return replace(self, answers={**self.answers, step: value})

    def without(self, step: str) -> Procedure:
        """The procedure with one answer taken back."""
        return replace(self, answers={name: value for name, value in self.answers.items() if name != step})

    def to_json(self) -> dict[str, Any]:
        """Plain values for a row."""
        return {
            "kind": self.kind.value,
            "about": self.about,
            "answers": dict(self.answers),
            "shown": list(self.shown),
            "asked": self.asked,
            "paused": self.paused,
            "speaker": self.speaker,
            "turn_to": dict(self.turn_to),
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Procedure:
        """The procedure that `to_json` wrote."""
        return cls(
            Kind(raw["kind"]),
            raw["about"],
            raw["answers"],
            tuple(raw["shown"]),
            raw["asked"],
            raw["paused"],
            raw.get("speaker", ""),
            raw.get("turn_to", {}),
        )


def is_forgotten(changed_at: datetime, now: datetime) -> bool:
    """Whether a procedure was left alone for too long."""
    return now - changed_at > KEPT_FOR
