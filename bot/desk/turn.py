"""One message on its way to an answer: what is known of it, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.conversation.assessment import Assessment
from bot.conversation.content import Bubble
from bot.conversation.entities import Conversation, HandoffReason, Message
from bot.conversation.levels import RiskLevel
from bot.desk.decide import Course
from bot.desk.ports import Answer, InboxRow
from bot.guide.places.find import Spot
from bot.guide.procedures.engine import Heard
from bot.guide.procedures.state import Procedure


class HandledElsewhere(Exception):
    """Another worker has handled the row in the meantime; this attempt is undone."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """Whether a message is for the clerk, and the procedure that is under way."""

    heard: Heard = Heard.NOT_MINE
    procedure: Procedure | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message with all that is known before deciding about it."""

    row: InboxRow
    conversation: Conversation
    message: Message
    assessment: Assessment
    earlier_levels: Sequence[RiskLevel]
    called_level: RiskLevel | None
    hearing: Hearing = Hearing()
    spot: Spot | None = None
    """Where the person is, when that was sent; it is never stored."""
    dated: tuple[str, ...] = ()
    """Services with dates or places to show."""

    @property
    def worry_repeats(self) -> bool:
        """Whether this message and the one before both are worrying."""
        return self.assessment.level >= RiskLevel.ELEVATED and any(
            level >= RiskLevel.ELEVATED for level in self.earlier_levels[:1]
        )


class Clerking(Enum):
    """What the clerk does with a message."""

    NOTHING = "nothing"
    TAKES = "takes"
    """An answer to the clerk's question, or a button of the clerk's."""
    GOES_ON = "goes_on"
    """Something else was answered; the clerk's question follows again."""
    FOLLOWS = "follows"
    """The assistant's answer, with what the clerk adds to it."""
    SHOWS = "shows"
    """The assistant's answer with dates or places, and nothing begun: the person is not well."""
    NEAREST = "nearest"
    PAUSES = "pauses"
    FORGETS = "forgets"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said and what becomes of the conversation."""

    bubbles: tuple[Bubble, ...] = ()
    handoff: HandoffReason | None = None
    level: RiskLevel = RiskLevel.NONE
    back: bool = False
    clerking: Clerking = Clerking.NOTHING
    said: str = ""
    """What the clerk hears, where that is not the message's own text."""
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done with a message, for those who look on (the command line, tests)."""

    course: Course
    assessment: Assessment
    answer: Answer | None
    handoff: HandoffReason | None
    clerking: Clerking = Clerking.NOTHING
    topic: str = ""
    """What the message was about, as far as that is known."""
