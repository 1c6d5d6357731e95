from __future__ import annotations

import re

import pytest

from bot.conversation.assessment import About, Assessment, Signal, Speaker
from bot.conversation.content import Bubble
from bot.conversation.levels import RiskLevel
from bot.desk import safety
from bot.desk.phrases import CANNOT_CALL
from bot.desk.safety.rules import must_be_neutral_at_first, must_name_no_means, questions
from bot.guide.help_lines import HelpLine
from tests.unit.desk.safety_cases import LINES, READING, every_danger, seen

PLAIN = "どうしたらいいか分かりません。夜になりました"
KANA = "どうしたらいいか わからないです こわいです"
ENGLISH = "Please help me, I don't know what to do with this"
TELEPHONE = re.compile(r"(?<!\d)(?:\d{2,4}-\d{3,4}-\d{3,4}|1\d\d)(?!\d)")


def words(bubbles: tuple[Bubble, ...]) -> str:
    return "\n".join(bubble.text for bubble in bubbles)


def calls(bubbles: tuple[Bubble, ...]) -> list[str]:
    return [call.number for bubble in bubbles for call in bubble.calls]


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("text", [PLAIN, KANA, ENGLISH])
def test_reply_is_short_neutral_and_asks_once_for_every_danger(text: str, again: bool) -> None:
    for danger in every_danger():
        bubbles = safety.reply(danger, text, LINES, READING, again=again)
        assert 1 <= len(bubbles) <= 3, danger
        assert all(0 < len(bubble.text) <= 300 for bubble in bubbles), danger
        must_be_neutral_at_first(bubbles[0].text)
        must_name_no_means(words(bubbles))
        assert questions(words(bubbles)) == 1, danger


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("text", [PLAIN, KANA, ENGLISH])
def test_reply_begins_with_119_or_110_when_danger_is_imminent(text: str, again: bool) -> None:
    for danger in every_danger():
        if danger.level is RiskLevel.IMMINENT:
            first = safety.reply(danger, text, LINES, READING, again=again)[0]
            numbers = [call.number for call in first.calls]
            assert numbers, danger
            assert set(numbers) <= {"119", "110"}, danger
            assert all(number in first.text for number in numbers), danger


def test_reply_says_that_a_counselor_was_called_and_when_one_reads() -> None:
    for danger in every_danger():
        last = safety.reply(danger, PLAIN, LINES, READING)[-1].text
        called = "相談員も" if danger.level is RiskLevel.IMMINENT else "相談員を"
        assert f"{called}呼びました" in last or f"{called}よびました" in last
        assert READING in last


def test_reply_promises_nothing_when_the_reading_time_is_not_known() -> None:
    said = words(safety.reply(seen("suicide"), PLAIN, (), ""))
    assert "時間がかかることがあります" in said
    assert "読んでいます" not in said


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(
    ("text", "told"), [(PLAIN, "返事を待たずに"), (ENGLISH, "do not wait for their answer")]
)
def test_urgent_reply_names_no_opening_time_while_people_are_called(
    text: str, told: str, again: bool
) -> None:
    for danger in every_danger():
        said = words(safety.reply(danger, text, LINES, READING, again=again, calling=True))
        urgent = danger.level is RiskLevel.IMMINENT
        assert (READING in said) is not urgent, danger
        assert (told in said or "へんじをまたずに" in said) is urgent, danger
        assert questions(said) == 1, danger


def test_urgent_reply_stays_short_while_people_are_called() -> None:
    for text in (PLAIN, KANA, ENGLISH):
        for danger in every_danger():
            bubbles = safety.reply(danger, text, LINES, READING, calling=True)
            assert all(len(bubble.text) <= 300 for bubble in bubbles), danger


@pytest.mark.parametrize(
    ("text", "style"), [(PLAIN, "ja"), ("こわいです。中学生です", "simple"), (ENGLISH, "en")]
)
def test_style_is_that_of_the_words_of_the_reply(text: str, style: str) -> None:
    danger = seen("suicide", about=About.SELF, speaker=Speaker.SELF)
    assert safety.style(danger, text) == style


@pytest.mark.parametrize("shown", [(), LINES[:1], LINES])
def test_reply_names_only_lines_that_are_open_now(shown: tuple[HelpLine, ...]) -> None:
    open_numbers = {line.number for line in shown} | {"119", "110"}
    for danger in every_danger():
        bubbles = safety.reply(danger, PLAIN, shown, READING)
        assert set(calls(bubbles)) <= open_numbers, danger
        said = words(bubbles).replace(READING, "")
        assert set(TELEPHONE.findall(said)) <= open_numbers, danger


def test_reply_shows_at_most_three_lines_with_number_and_call() -> None:
    for danger in every_danger():
        bubbles = safety.reply(danger, PLAIN, LINES, READING)
        shown = [line for line in LINES if line.name in words(bubbles) and line.number not in ("119", "110")]
        assert len(shown) <= 3, danger
        assert all(line.number in calls(bubbles) and line.number in words(bubbles) for line in shown)


def test_special_line_comes_first_where_it_fits_and_is_left_out_elsewhere() -> None:
    child = safety.reply(seen("abuse", speaker=Speaker.CHILD, about=About.SELF), PLAIN, LINES, READING)
    beaten = safety.reply(seen("dv", speaker=Speaker.PARTNER, about=About.SELF), PLAIN, LINES, READING)
    despair = safety.reply(seen("suicide", about=About.SELF), PLAIN, LINES, READING)
    assert calls(child)[0] == "189"
    assert calls(beaten)[0] == "0120-000-002"
    assert not {"189", "0120-000-002"} & set(calls(despair))


def test_elderly_victim_is_not_sent_to_the_line_for_children() -> None:
    danger = seen("abuse", about=About.SELF, speaker=Speaker.PARENT)
    assert "189" not in calls(safety.reply(danger, PLAIN, LINES, READING))


def test_reply_offers_the_way_without_telephone_on_its_last_bubble() -> None:
    for danger in every_danger():
        assert safety.reply(danger, PLAIN, LINES, READING)[-1].choices == (CANNOT_CALL,)


def test_later_danger_gets_a_shorter_and_different_text() -> None:
    for danger in every_danger():
        first, later = (safety.reply(danger, PLAIN, LINES, READING, again=again) for again in (False, True))
        assert first[0].text != later[0].text
        assert len(words(later)) < len(words(first))


@pytest.mark.parametrize(
    ("danger", "text", "told"),
    [
        (seen("suicide", about=About.FAMILY, speaker=Speaker.PARENT), PLAIN, "お子さん"),
        (seen("suicide", about=About.FAMILY, speaker=Speaker.SIBLING), PLAIN, "きょうだい"),
        (seen("suicide", about=About.SELF, speaker=Speaker.SELF), PLAIN, "だれかの気配"),
        (seen("suicide", about=About.SELF, speaker=Speaker.PARENT), PLAIN, "支えながら"),
        (
            seen("suicide", about=About.SELF, speaker=Speaker.SELF),
            "中学生です。もうつらい",
            "この画面を見せる",
        ),
        (seen("suicide", about=About.OTHER, speaker=Speaker.SUPPORTER), PLAIN, "主治医"),
        (seen("suicide", RiskLevel.IMMINENT, About.OTHER), "ネットの友達の投稿です", "アカウント"),
        (seen("suicide", RiskLevel.IMMINENT, About.FAMILY, Speaker.PARENT), "ドアが開きません", "部屋の中"),
        (seen("self_harm", RiskLevel.IMMINENT, About.SELF), PLAIN, "強く押さえ"),
        (seen("overdose", RiskLevel.IMMINENT, About.SELF), PLAIN, "袋や容器"),
        (seen("overdose", RiskLevel.IMMINENT, About.FAMILY, Speaker.PARENT), PLAIN, "横向き"),
        (seen("home_violence", about=About.SELF, speaker=Speaker.PARENT), PLAIN, "その場を離れていい"),
        (
            seen("home_violence", RiskLevel.IMMINENT, About.SELF, Speaker.PARENT),
            PLAIN,
            "取り上げようとしない",
        ),
        (seen("home_violence", about=About.OTHER, speaker=Speaker.NEIGHBOUR), PLAIN, "日時を書きとめ"),
        (seen("abuse", about=About.SELF, speaker=Speaker.CHILD), PLAIN, "なにも悪くありません"),
        (seen("abuse", about=About.SELF, speaker=Speaker.PARENT), PLAIN, "ヘルパーさん"),
        (seen("dv", about=About.SELF, speaker=Speaker.PARTNER), PLAIN, "身分証"),
        (seen("threat", about=About.SELF, speaker=Speaker.SELF), "手が出そうです", "別の部屋"),
        (seen("threat", about=About.FAMILY, speaker=Speaker.PARENT), PLAIN, "狙われているかもしれない人"),
        (seen("murder_suicide", about=About.SELF, speaker=Speaker.PARENT), PLAIN, "ひとりで背負わなくて"),
        (seen("psychosis", about=About.SELF), PLAIN, "そのとおりにしなくていい"),
        (seen("missing", RiskLevel.IMMINENT, About.FAMILY, Speaker.PARENT), PLAIN, "服装"),
        (
            seen("medical", RiskLevel.IMMINENT, About.FAMILY),
            "部屋をノックしても返事がない",
            "部屋から返事がない",
        ),
        (seen("medical", RiskLevel.IMMINENT, About.FAMILY), "三日食べていません", "飲まない日が続くと"),
        (Assessment.failed(), PLAIN, "読み取れませんでした"),
    ],
)
def test_reply_is_written_for_the_situation(danger: Assessment, text: str, told: str) -> None:
    assert told in words(safety.reply(danger, text, LINES, READING))


def test_gravest_signal_decides_about_the_words() -> None:
    signals = (
        Signal("tired", "exhaustion", RiskLevel.ELEVATED),
        Signal("taken", "overdose", RiskLevel.IMMINENT),
    )
    danger = Assessment(RiskLevel.IMMINENT, signals, About.SELF, categories=("exhaustion", "overdose"))
    assert "袋や容器" in words(safety.reply(danger, PLAIN, LINES, READING))


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("I don't want to live anymore", True),
        ("help me please", True),
        ("shinitai", False),
        ("hitori de iru no ga tsurai", False),
        ("mou muri desu tasukete", False),
        ("LINEのIDはhelpです。もう無理です", False),
        ("", False),
    ],
)
def test_reply_is_english_when_the_message_mainly_is(text: str, english: bool) -> None:
    first = safety.reply(seen("suicide", about=About.SELF), text, (), "")[0].text
    assert first.isascii() is english


def test_family_writing_about_a_pupil_is_not_addressed_as_a_pupil() -> None:
    danger = seen("suicide", about=About.FAMILY, speaker=Speaker.UNKNOWN)
    assert "おしえてくれて" not in words(safety.reply(danger, "中2の娘のことです", LINES, READING))
