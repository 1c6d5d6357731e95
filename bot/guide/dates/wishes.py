"""What a text about a date can mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PartOfDay(StrEnum):
    """When in the day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Unclear(StrEnum):
    """Why a text is no date."""

    NO_DATE = "no_date"
    WHICH_DAY = "which_day"
    SEVERAL = "several"
    NO_SUCH_DAY = "no_such_day"
    WRONG_WEEKDAY = "wrong_weekday"
    PAST = "past"
    TOO_FAR = "too_far"

    @property
    def text(self) -> str:
        """What the person is asked."""
        return _ASKED[self]


_ASKED = {
    Unclear.NO_DATE: "日にちを読み取れませんでした。「12月3日」や「来週の土曜」のように教えてください。",
    Unclear.WHICH_DAY: "何日がよいか、「12月3日」や「来週の土曜」のように教えてください。",
    Unclear.SEVERAL: "日にちがいくつかあるようです。まず1つだけ教えてください。",
    Unclear.NO_SUCH_DAY: "その日はカレンダーにないようです。もう一度、日にちを教えてください。",
    Unclear.WRONG_WEEKDAY: "日にちと曜日が合わないようです。どちらの日か、もう一度教えてください。",
    Unclear.PAST: "その日はもう過ぎているようです。これからの日にちを教えてください。",
    Unclear.TOO_FAR: "だいぶ先の日のようです。もう一度、日にちを教えてください。",
}


@dataclass(frozen=True, slots=True)
class WishedDate:
    """A day that is today or later, and the part of the day where one was named."""

    day: date
    part: PartOfDay | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """No date could be read, and why."""

    why: Unclear


class NotADay(Exception):
    """A text names a day that cannot be meant."""

    def __init__(self, why: Unclear) -> None:
        super().__init__(why)
        self.why = why
