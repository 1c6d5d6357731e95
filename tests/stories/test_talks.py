"""Whole talks: what is remembered from turn to turn."""

from __future__ import annotations

import pytest

from tests.actions.talk import Talk, labels, words


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("follow_when", "それはいつ？"),
        ("follow_where", "場所は？"),
        ("follow_how", "申し込みは？"),
        ("follow_who", "誰でも？"),
    ],
)
def test_ellipsis_is_about_the_last_topic(talk: Talk, intent: str, text: str) -> None:
    first = talk.say("家族教室って？", "family_class")
    second = talk.say(text, intent)
    assert second["topic"] == "family_class"
    assert words(second) != words(first)


def test_bare_cost_is_that_of_the_last_topic(talk: Talk) -> None:
    talk.say("家族教室って？", "family_class")
    answer = talk.say("費用は？", "cost")
    assert answer["topic"] == "cost"
    assert "家族教室の費用" in words(answer)
    assert talk.say("それはいつ？", "follow_when")["topic"] == "family_class"


def test_named_service_wins_over_the_last_topic(talk: Talk) -> None:
    talk.say("家族教室って？", "family_class")
    assert "居場所の費用" in words(talk.say("居場所はいくら？", "cost"))


def test_ellipsis_has_an_answer_when_nothing_was_talked_about(talk: Talk) -> None:
    assert talk.say("いつですか", "follow_when")["topic"] == "hours"
    assert talk.say("誰でもいいの", "follow_who")["topic"] in ("eligibility", "hours")


def test_ellipsis_after_a_referral_is_about_the_consultation_when_the_referral_says_nothing(
    talk: Talk,
) -> None:
    talk.say("学校のことは？", "referral_school")
    assert talk.say("親だけでもいい？", "follow_who")["topic"] == "eligibility"
    assert talk.say("どこ？", "follow_where")["topic"] == "referral_school"


def test_bare_number_is_that_of_the_office_talked_about(talk: Talk) -> None:
    talk.say("県の窓口は？", "referral_prefecture")
    assert talk.say("電話番号は", "phone_consult")["topic"] == "referral_prefecture"
    assert talk.say("専門のダイヤルの番号は", "phone_consult")["topic"] == "phone_consult"


def test_particular_of_the_last_topic_is_answered_first(talk: Talk) -> None:
    talk.say("パンフレットほしい", "pamphlet")
    assert "郵送できるか" in talk.say("郵送してもらえますか", "follow_how")["bubbles"][0]["text"]


def test_profession_is_not_taken_for_a_service_when_it_holds_its_name(talk: Talk) -> None:
    talk.say("事例検討会って？", "case_study_meeting")
    assert talk.say("訪問介護の者でも参加できますか", "follow_who")["topic"] == "case_study_meeting"


def test_small_talk_between_does_not_lose_the_topic(talk: Talk) -> None:
    talk.say("居場所って？", "place")
    talk.say("ありがとう", "thanks")
    assert talk.say("どこで？", "follow_where")["topic"] == "place"


def test_repeat_says_the_last_answer_again(talk: Talk) -> None:
    first = talk.say("居場所って？", "place")
    again = talk.say("もう一度", "repeat")
    assert again["topic"] == "repeat"
    assert words(again) == words(first)


def test_repeat_has_an_answer_when_nothing_was_said(talk: Talk) -> None:
    assert words(talk.say("もう一度", "repeat"))


def test_correction_answers_what_was_meant(talk: Talk) -> None:
    talk.say("家族教室って？", "family_class")
    meant = {"text": "家族会のほう", "intent": "family_association"}
    assert talk.say("ちがう、家族会のほう", "correction", meant=meant)["topic"] == "family_association"
    assert talk.say("誰でも？", "follow_who")["topic"] == "family_association"


def test_correction_asks_what_was_meant_when_it_was_not_said(talk: Talk) -> None:
    talk.say("家族教室って？", "family_class")
    answer = talk.say("そうじゃなくて", "correction", ranking={"correction": 0.8, "place": 0.1})
    assert "どちらのこと" in words(answer)
    assert "居場所" in labels(answer)
    assert "家族教室" not in labels(answer)


def test_speaker_is_remembered_and_can_be_corrected(talk: Talk) -> None:
    talk.say("母です", "who_family")
    assert talk.slots["speaker"] == "family"
    talk.say("いえ、本人です", "who_self")
    assert talk.slots["speaker"] == "self"


def test_speaker_shapes_what_is_offered_next(talk: Talk) -> None:
    other = Talk()
    talk.say("本人です", "who_self")
    other.say("母です", "who_family")
    mine, theirs = (one.say("どこに相談？", "first_step") for one in (talk, other))
    assert labels(mine) != labels(theirs)


def test_language_stays_once_it_was_asked_for(talk: Talk) -> None:
    talk.say("やさしい日本語で", "easy_japanese")
    assert talk.say("居場所は？", "place")["lang"] == "easy"


def test_english_goes_on_with_what_was_talked_about(talk: Talk) -> None:
    talk.say("家族教室って？", "family_class")
    assert talk.say("Can we talk in English?", "english")["topic"] == "family_class"
