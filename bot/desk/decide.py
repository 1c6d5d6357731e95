"""What to do with a message: a pure decision over the state and what was seen in the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.conversation.assessment import Assessment
from bot.conversation.entities import MessageKind
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status


class Course(Enum):
    """The one thing that happens with a message."""

    PROTECT = "protect"
    """A safety reply at once, and a human is called."""
    LISTEN = "listen"
    """A human has it, or is coming: keep it, tell the desk, say nothing."""
    HAND_OVER = "hand_over"
    """The person asked for a human."""
    TAKE_BACK = "take_back"
    """The person no longer wants to wait for a human."""
    WITHOUT_CALLING = "without_calling"
    """A person in distress says that telephoning is not possible: what else helps until a human comes."""
    ACKNOWLEDGE = "acknowledge"
    """Something without words came: say kindly what can be done with it."""
    WELCOME = "welcome"
    """A new friend: say who we are."""
    ASK = "ask"
    """Ask the assistant."""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the decision depends on.

    `called_level` is the level at which a human has been called already, None when not called.
    """

    status: Status
    assessment: Assessment
    kind: MessageKind
    wants_human: bool = False
    wants_assistant_back: bool = False
    cannot_call: bool = False
    blank: bool = False
    """Whether a text holds nothing that could be read."""
    talk_level: RiskLevel = RiskLevel.NONE
    """The highest level of the conversation so far."""
    called_level: RiskLevel | None = None


_WORDLESS = frozenset(
    {
        MessageKind.STICKER,
        MessageKind.IMAGE,
        MessageKind.VIDEO,
        MessageKind.AUDIO,
        MessageKind.FILE,
        MessageKind.LOCATION,
    }
)


def decide(situation: Situation) -> Course:
    """The course to take. Danger comes before everything, a human before the assistant."""
    level = situation.assessment.level
    if situation.status is Status.CLAIMED:
        return Course.LISTEN
    if level.calls_human and not _called_at(situation, level):
        return Course.PROTECT
    if situation.cannot_call and situation.talk_level >= RiskLevel.ELEVATED:
        return Course.WITHOUT_CALLING
    if situation.status is Status.WAITING:
        return Course.TAKE_BACK if _may_take_back(situation) else Course.LISTEN
    if situation.wants_human:
        return Course.HAND_OVER
    if situation.kind is MessageKind.FOLLOW:
        return Course.WELCOME
    if situation.kind in _WORDLESS or situation.blank:
        return Course.ACKNOWLEDGE
    return Course.ASK


def _called_at(situation: Situation, level: RiskLevel) -> bool:
    return situation.called_level is not None and situation.called_level >= level


def _may_take_back(situation: Situation) -> bool:
    called = situation.called_level or RiskLevel.NONE
    return situation.wants_assistant_back and not called.calls_human
