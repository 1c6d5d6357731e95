from __future__ import annotations

import itertools

import pytest

from bot.conversation.assessment import Assessment
from bot.conversation.entities import MessageKind
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.decide import Course, Situation, decide


def situation(status: Status, level: RiskLevel, **more: object) -> Situation:
    return Situation(status, Assessment(level), more.pop("kind", MessageKind.TEXT), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(MessageKind))
@pytest.mark.parametrize("level", [RiskLevel.HIGH, RiskLevel.UNKNOWN, RiskLevel.IMMINENT])
@pytest.mark.parametrize("status", [Status.WITH_ASSISTANT, Status.WAITING])
def test_person_in_danger_is_protected_whatever_they_sent(
    status: Status, level: RiskLevel, kind: MessageKind
) -> None:
    for human, back in itertools.product((True, False), repeat=2):
        seen = situation(status, level, kind=kind, wants_human=human, wants_assistant_back=back)
        assert decide(seen) is Course.PROTECT


def test_reply_is_not_repeated_when_a_human_was_called_at_this_level() -> None:
    seen = situation(Status.WAITING, RiskLevel.HIGH, called_level=RiskLevel.HIGH)
    assert decide(seen) is Course.LISTEN


def test_reply_is_given_again_when_danger_rises() -> None:
    seen = situation(Status.WAITING, RiskLevel.IMMINENT, called_level=RiskLevel.HIGH)
    assert decide(seen) is Course.PROTECT


@pytest.mark.parametrize("level", list(RiskLevel))
def test_assistant_is_silent_when_a_human_holds_the_conversation(level: RiskLevel) -> None:
    assert decide(situation(Status.CLAIMED, level, wants_human=True)) is Course.LISTEN


@pytest.mark.parametrize(
    ("more", "course"),
    [
        ({}, Course.ASK),
        ({"wants_human": True}, Course.HAND_OVER),
        ({"kind": MessageKind.FOLLOW}, Course.WELCOME),
        ({"kind": MessageKind.STICKER}, Course.ACKNOWLEDGE),
        ({"kind": MessageKind.IMAGE}, Course.ACKNOWLEDGE),
        ({"kind": MessageKind.POSTBACK}, Course.ASK),
        ({"wants_assistant_back": True}, Course.ASK),
    ],
)
def test_course_fits_when_nothing_is_wrong(more: dict[str, object], course: Course) -> None:
    for level in (RiskLevel.NONE, RiskLevel.ELEVATED):
        assert decide(situation(Status.WITH_ASSISTANT, level, **more)) is course


def test_person_who_cannot_phone_is_answered_when_in_distress_and_asked_about_otherwise() -> None:
    waiting = situation(
        Status.WAITING,
        RiskLevel.NONE,
        cannot_call=True,
        talk_level=RiskLevel.HIGH,
        called_level=RiskLevel.HIGH,
    )
    assert decide(waiting) is Course.WITHOUT_CALLING
    assert decide(situation(Status.WITH_ASSISTANT, RiskLevel.NONE, cannot_call=True)) is Course.ASK


@pytest.mark.parametrize(
    ("called", "course"),
    [
        (RiskLevel.NONE, Course.TAKE_BACK),
        (RiskLevel.ELEVATED, Course.TAKE_BACK),
        (RiskLevel.HIGH, Course.LISTEN),
    ],
)
def test_person_leaves_the_queue_only_when_no_danger_called_the_human(
    called: RiskLevel, course: Course
) -> None:
    seen = situation(Status.WAITING, RiskLevel.NONE, wants_assistant_back=True, called_level=called)
    assert decide(seen) is course
