from __future__ import annotations

from itertools import product

import pytest

from bot.conversation.assessment import About, Speaker
from bot.conversation.content import Bubble, Choice, Link
from bot.conversation.levels import RiskLevel
from bot.desk import safety
from bot.desk.phrases import SOS, cannot_call
from bot.desk.safety.rules import must_be_neutral_at_first
from bot.guide.help_lines import HelpLine
from bot.guide.profile import CityProfile
from tests.unit.desk.safety_cases import CATEGORIES, LINES, READING, seen

ANSWER = (Bubble("家族教室のご案内です。"), Bubble("くわしくはこちら。", (Choice("日程", "日程"), SOS)))
WRITTEN = HelpLine("sns", "文字の窓口", "https://example.jp/talk", categories=("general", "sns"))


@pytest.mark.parametrize("offer", [False, True])
def test_kind_word_comes_before_the_answer_for_every_worry(offer: bool) -> None:
    for category, about, speaker, past in product(CATEGORIES, About, Speaker, (False, True)):
        worry = seen(category, RiskLevel.ELEVATED, about, speaker, past=past)
        bubbles = safety.with_care(worry, ANSWER, LINES, offer=offer)
        assert len(bubbles) == 3
        assert len(bubbles[0].text) <= 300
        must_be_neutral_at_first(bubbles[0].text)
        assert [bubble.text for bubble in bubbles[1:]] == [bubble.text for bubble in ANSWER]
        assert bubbles[-1].choices == (SOS, Choice("日程", "日程"))
        assert len(bubbles[0].calls) <= 1


def test_human_is_offered_outright_when_worry_repeats() -> None:
    worry = seen("exhaustion", RiskLevel.ELEVATED)
    assert "つなぎましょうか" in safety.with_care(worry, ANSWER, LINES, offer=True)[0].text
    assert "つなぎましょうか" not in safety.with_care(worry, ANSWER, LINES, offer=False)[0].text


def test_kind_word_invents_no_line_when_none_is_open() -> None:
    (alone,) = safety.with_care(seen("money", RiskLevel.ELEVATED), (), (), offer=False)
    assert alone.calls == ()
    assert "電話がつながる" not in alone.text
    assert alone.choices == (SOS,)


@pytest.mark.parametrize(
    "text", ["電話はむずかしい", "電話は難しいです。", "今日は電話できない", "I can't phone now"]
)
def test_phrase_is_understood_when_typed(text: str) -> None:
    assert cannot_call(text)
    assert not cannot_call(f"{text}と言われました")


@pytest.mark.parametrize("level", [RiskLevel.HIGH, RiskLevel.UNKNOWN, RiskLevel.IMMINENT])
@pytest.mark.parametrize("text", ["電話はむずかしい", "I can't phone now"])
def test_way_without_telephone_says_what_to_do_and_how_to_be_called(level: RiskLevel, text: str) -> None:
    bubbles = safety.cannot_call(LINES, READING, CityProfile(), level=level, text=text)
    assert len(bubbles) == 3
    assert all(len(bubble.text) <= 300 for bubble in bubbles)
    assert READING in bubbles[0].text
    numbers = {call.number for bubble in bubbles for call in bubble.calls}
    assert numbers == {"119", "110"}
    assert bool(bubbles[0].calls) is (level is RiskLevel.IMMINENT)


def test_way_without_telephone_names_no_opening_time_while_people_are_called() -> None:
    urgent = safety.cannot_call(LINES, READING, CityProfile(), level=RiskLevel.IMMINENT, calling=True)
    calm = safety.cannot_call(LINES, READING, CityProfile(), level=RiskLevel.HIGH, calling=True)
    assert READING not in urgent[0].text
    assert "いま連絡をとっています" in urgent[0].text
    assert READING in calm[0].text


def test_no_human_is_claimed_to_be_called_when_none_was() -> None:
    bubbles = safety.cannot_call(LINES, READING, CityProfile(), level=RiskLevel.ELEVATED)
    assert not any("呼んであります" in bubble.text for bubble in bubbles)
    assert bubbles[-1].choices == (SOS,)


def test_places_to_write_to_are_shown_only_when_the_data_has_them() -> None:
    without = safety.cannot_call(LINES, READING, CityProfile())
    profile = CityProfile(web_consult_url="https://city.example.jp/write")
    with_them = safety.cannot_call((*LINES, WRITTEN), READING, profile)
    assert without[-1].links == ()
    assert {link.url for link in with_them[-1].links} == {WRITTEN.number, profile.web_consult_url}
    assert all(isinstance(link, Link) for link in with_them[-1].links)


def test_line_for_writing_is_never_shown_as_a_telephone() -> None:
    bubbles = safety.reply(seen("suicide"), "", (WRITTEN,), READING)
    assert all(call.number != WRITTEN.number for bubble in bubbles for call in bubble.calls)
