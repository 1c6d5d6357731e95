"""The pure parts of understanding: romaji, noise, sentences, judgement."""

from __future__ import annotations

import pytest

from bot.nlu import parts
from bot.nlu.areas import read_areas
from bot.nlu.ginza import fold, words
from bot.nlu.judgement import judge, weigh, with_last_sentence
from bot.nlu.noise import is_noise
from bot.nlu.romaji import to_katakana


def ranking(**chances: float) -> list[dict[str, object]]:
    order = sorted(chances, key=lambda name: -chances[name])
    return [{"name": name, "confidence": chances[name]} for name in order]


@pytest.mark.parametrize(
    ("word", "kana"),
    [
        ("kazoku", "カゾク"),
        ("kyoushitsu", "キョウシツ"),
        ("sodan", "ソダン"),
        ("matte", "マッテ"),
        ("english", None),
        ("the", None),
    ],
)
def test_romaji_becomes_katakana_when_it_is_romaji(word: str, kana: str | None) -> None:
    assert to_katakana(word) == kana


@pytest.mark.parametrize(
    "spelling", ["家族教室", "かぞくきょうしつ", "ｶｿﾞｸｷｮｳｼﾂ", "kazoku kyoushitsu", "カゾクキョウシツ"]
)
def test_every_spelling_is_read_alike(spelling: str) -> None:
    assert "".join(word.reading for word in words(spelling)) == "カゾクキョウシツ"


def test_variants_share_their_normalized_form() -> None:
    assert words("ひきこもり")[0].norm == words("引きこもり")[0].norm


@pytest.mark.parametrize("text", ["", " ", "\ud83d", "\x00", "🙂", "あ" * 10_000])
def test_words_survive_any_text(text: str) -> None:
    assert isinstance(words(text), list)
    assert "\ud83d" not in fold(text)


@pytest.mark.parametrize(
    "text", ["", "。。。", "🙂🙂", "！？", "asdfgh", "あああああ", "kkkkkkkk", "ｄｆｇｈｊ"]
)
def test_noise_is_seen(text: str) -> None:
    assert is_noise(text)


@pytest.mark.parametrize("text", ["いつ？", "help", "ok", "🙏", "1", "うーん", "ほんま", "はい", "w", "LINE"])
def test_short_words_are_no_noise(text: str) -> None:
    assert not is_noise(text)


def test_sentences_are_split_when_there_are_several() -> None:
    assert parts.split("母です。家族教室はいつですか？居場所もありますか") == [
        "家族教室はいつですか?",
        "居場所もありますか",
    ]
    assert parts.split("家族教室はいつですか？") == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ちがう、家族会のほう", "家族会のほう"),
        ("違います。居場所です", "居場所です"),
        ("そっちじゃなくて家族会", "家族会"),
        ("ちがう", ""),
        ("家族会", ""),
    ],
)
def test_correction_leaves_what_was_meant(text: str, meant: str) -> None:
    assert parts.after_taking_back(text) == meant


def test_two_questions_are_found_when_both_are_clear() -> None:
    asked = [
        parts.Part("教室はいつですか", "family_class", 0.9),
        parts.Part("居場所はどこですか", "place", 0.9),
    ]
    assert parts.questions("place", asked) == asked
    assert parts.questions("home_visit", asked) == []


@pytest.mark.parametrize(
    "other",
    [
        parts.Part("居場所はどこですか", "place", 0.4),
        parts.Part("こんにちは", "greet", 0.99),
        parts.Part("居場所です", "place", 0.9),
    ],
)
def test_second_part_is_no_question_when_it_is_unclear_small_talk_or_a_statement(other: parts.Part) -> None:
    first = parts.Part("教室はいつですか", "family_class", 0.9)
    assert parts.questions("family_class", [first, other]) == []


def test_judgement_is_unsure_when_nothing_is_likely() -> None:
    assert judge("なにか", ranking(place=0.15, cost=0.14))["name"] == "nlu_fallback"


def test_judgement_is_sure_when_kin_share_the_chance() -> None:
    assert judge("誰でも？", ranking(eligibility=0.2, follow_who=0.19))["name"] == "eligibility"


def test_danger_is_believed_only_when_it_is_likely() -> None:
    assert judge("つらい", ranking(risk=0.6, how_to_treat=0.4))["name"] == "how_to_treat"
    assert judge("つらい", ranking(risk=0.9, how_to_treat=0.1))["name"] == "risk"


def test_ellipsis_depends_on_whether_something_was_talked_about() -> None:
    torn = ranking(hours=0.4, follow_when=0.35, place=0.2)
    assert weigh("いつですか", torn, last_topic="place")[0]["name"] == "follow_when"
    assert weigh("いつですか", torn, last_topic=None)[0]["name"] == "hours"


def test_danger_keeps_its_confidence_whatever_was_talked_about() -> None:
    weighed = weigh("いつ", ranking(follow_when=0.6, risk=0.3), last_topic=None)
    assert next(entry["confidence"] for entry in weighed if entry["name"] == "risk") == 0.3


def test_last_sentence_tips_the_scales_when_the_whole_is_torn() -> None:
    mixed = with_last_sentence(
        ranking(how_to_treat=0.5, home_visit=0.4), ranking(home_visit=0.95, how_to_treat=0.01)
    )
    assert mixed[0]["name"] == "home_visit"


def test_short_message_goes_on_with_the_topic_when_it_is_torn() -> None:
    torn = ranking(first_step=0.5, about_section=0.3)
    assert weigh("何人くらいですか", torn, last_topic="about_section")[0]["name"] == "about_section"
    assert weigh("何人くらいですか", torn, last_topic="place")[0]["name"] == "first_step"


@pytest.mark.parametrize("text", ["費用も知りたいです", "来てほしいんですけど", "行きたいのですが"])
def test_wish_is_a_question_however_politely_it_ends(text: str) -> None:
    assert parts.may_ask(text)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("大久保に住んでいます", ["大久保"]),
        ("魚住町の民生委員です", ["魚住町"]),
        ("西明石駅の近く", ["西明石"]),
        ("山田さんに聞きました", []),
        ("日本ではどうですか", []),
    ],
)
def test_area_is_read_where_a_place_is_meant(text: str, areas: list[str]) -> None:
    assert [area.text for area in read_areas(text, words(text))] == areas


@pytest.mark.parametrize(
    ("text", "kind"),
    [("訪問介護の者でも参加できますか", "follow_who"), ("接続がさっぱりわかりません", "follow_how")],
)
def test_shape_of_a_question_shows_that_it_is_about_the_last_topic(text: str, kind: str) -> None:
    torn = ranking(home_visit=0.9, **{kind: 0.04})
    assert weigh(text, torn, last_topic="online_consult")[0]["name"] == kind
    assert weigh(text, torn, last_topic=None)[0]["name"] == "home_visit"
