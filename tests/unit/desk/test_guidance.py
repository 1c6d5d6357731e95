"""When a human will read: said in the person's language, and never a promise nobody keeps."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.conversation.assessment import About
from bot.conversation.content import Bubble
from bot.conversation.levels import RiskLevel
from bot.desk.guidance import Guidance
from bot.desk.phrases import wants_assistant_back
from bot.guide.duty import Style
from bot.guide.profile import CityProfile
from tests.fakes import NOON
from tests.unit.desk.safety_cases import seen

DANGER = seen("suicide", about=About.SELF)
URGENT = seen("suicide", RiskLevel.IMMINENT, About.SELF)
ENGLISH = "Please help me, I don't want to live anymore"
SIMPLE = "もうつらいです。中学生です"


def said(bubbles: tuple[Bubble, ...]) -> str:
    return "\n".join(bubble.text for bubble in bubbles)


def guidance(*, reachable: bool = False) -> Guidance:
    def reading(_now: datetime, style: Style) -> str:
        return f"<{style}>"

    return Guidance(lambda: (), CityProfile, reading, lambda _now: reachable)


@pytest.mark.parametrize(("text", "style"), [("もう限界です", "ja"), (SIMPLE, "simple"), (ENGLISH, "en")])
def test_reading_time_is_said_in_the_words_of_the_reply(text: str, style: str) -> None:
    assert f"<{style}>" in said(guidance().protect(DANGER, text, NOON))


@pytest.mark.parametrize(("text", "style"), [("人と話したい", "ja"), ("I want to talk to someone", "en")])
def test_reading_time_is_said_in_the_language_of_who_asks_for_a_human(text: str, style: str) -> None:
    assert f"<{style}>" in said(guidance().handed_over(NOON, text))


@pytest.mark.parametrize(("text", "style"), [("電話はむずかしい", "ja"), ("I can't phone now", "en")])
def test_reading_time_is_said_in_the_language_of_who_cannot_phone(text: str, style: str) -> None:
    assert f"<{style}>" in said(guidance().cannot_call(RiskLevel.HIGH, text, NOON))


def test_choice_under_the_english_words_brings_the_assistant_back() -> None:
    (bubble,) = guidance().handed_over(NOON, "I want to talk to someone")
    assert wants_assistant_back(bubble.choices[0].text)


def test_opening_time_is_named_when_nobody_can_be_called_at_once() -> None:
    assert "<ja>" in said(guidance(reachable=False).protect(URGENT, "", NOON))
    assert "<ja>" not in said(guidance(reachable=True).protect(URGENT, "", NOON))


def test_person_is_protected_when_the_roster_fails() -> None:
    def broken(_now: datetime) -> bool:
        raise RuntimeError

    bubbles = Guidance(lambda: (), CityProfile, lambda _now, _style: "", broken).protect(URGENT, "", NOON)
    assert [call.number for call in bubbles[0].calls] == ["119"]
