"""Answers: every intent has one, in the shape that the front desk reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.conversation.content import Bubble
from bot.guide.topics import TOPICS
from tests.actions.talk import Talk, action_of_intent, actions_by_name, labels, words

DOMAIN = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))


def test_every_topic_and_intent_has_a_rule() -> None:
    assert set(DOMAIN["intents"]) == set(action_of_intent())
    assert set(DOMAIN["intents"]) >= TOPICS


def test_every_action_of_the_domain_exists_and_the_other_way_round() -> None:
    assert set(DOMAIN["actions"]) == set(actions_by_name())


@pytest.mark.parametrize("intent", sorted(DOMAIN["intents"]))
@pytest.mark.parametrize("lang", ["ja", "easy", "en"])
def test_answer_is_complete_for_every_intent(talk: Talk, intent: str, lang: str) -> None:
    talk.slots["language"] = lang
    answer = talk.say("おしえて", intent)
    assert answer["topic"] in TOPICS
    assert 1 <= len(answer["bubbles"]) <= 3
    for raw in answer["bubbles"]:
        assert Bubble.from_json(raw).text.strip()


def test_answer_tells_both_when_two_questions_were_asked(talk: Talk) -> None:
    parts = [
        {"text": "家族教室とは何ですか。", "intent": "family_class"},
        {"text": "居場所もありますか？", "intent": "place"},
    ]
    answer = talk.say("家族教室とは何ですか。居場所もありますか？", "family_class", parts=parts)
    assert answer["topic"] == "family_class"
    assert "家族教室" in words(answer)
    assert "居場所" in words(answer)


def test_second_question_about_cost_is_about_the_service_of_the_first(talk: Talk) -> None:
    parts = [
        {"text": "家族教室とは何ですか。", "intent": "family_class"},
        {"text": "お金はかかりますか？", "intent": "cost"},
    ]
    answer = talk.say("家族教室とは何ですか。お金はかかりますか？", "family_class", parts=parts)
    assert "家族教室の費用" in words(answer)


def test_answer_offers_the_other_reading_when_the_message_was_torn(talk: Talk) -> None:
    answer = talk.say(
        "集まりに行きたい", "place", ranking={"place": 0.5, "family_association": 0.4}, confidence=0.5
    )
    assert answer["topic"] == "place"
    assert labels(answer)[0] == "家族会"


def test_answer_is_english_when_the_question_is(talk: Talk) -> None:
    answer = talk.say("What is the family class?", "family_class")
    assert answer["lang"] == "en"
    assert "family" in words(answer).lower()


@pytest.mark.parametrize("text", ["kazoku kyoushitsu tte nani", "soudan shitai", "ok", "SOS"])
def test_romaji_is_not_taken_for_english(talk: Talk, text: str) -> None:
    assert talk.say(text, "family_class")["lang"] == "ja"
