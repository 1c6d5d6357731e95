"""The ways to a human."""

from __future__ import annotations

from tests.actions.talk import Talk, labels, words


def test_human_is_called_when_asked_for(talk: Talk) -> None:
    assert talk.say("人と話したい", "talk_to_human")["handoff"] == "asked"


def test_complaint_reaches_the_desk_with_an_apology(talk: Talk) -> None:
    answer = talk.say("対応がひどい", "complaint")
    assert answer["handoff"] == "complaint"
    assert "申しわけありません" in words(answer)


def test_danger_is_reported_with_its_level(talk: Talk) -> None:
    answer = talk.say("もう消えたい", "risk")
    assert answer["level"] == "high"
    assert answer["bubbles"][0]["choices"] == []


def test_human_is_offered_when_two_messages_in_a_row_were_not_understood(talk: Talk) -> None:
    ranking = {"place": 0.2, "family_class": 0.15}
    first = talk.say("うーん", "nlu_fallback", ranking=ranking, confidence=0.2)
    second = talk.say("ええと", "nlu_fallback", ranking=ranking, confidence=0.2)
    assert "人の相談員" not in words(first)
    assert "人の相談員" in words(second)
    assert talk.say("はい", "affirm")["handoff"] == "asked"


def test_yes_does_not_call_a_human_when_none_was_offered(talk: Talk) -> None:
    talk.say("うーん", "nlu_fallback", ranking={"place": 0.2}, confidence=0.2)
    talk.say("居場所", "place")
    assert talk.say("はい", "affirm")["handoff"] is None


def test_failures_are_forgotten_when_a_message_was_understood(talk: Talk) -> None:
    ranking = {"place": 0.2}
    talk.say("うーん", "nlu_fallback", ranking=ranking, confidence=0.2)
    talk.say("家族教室", "family_class")
    again = talk.say("ええと", "nlu_fallback", ranking=ranking, confidence=0.2)
    assert "人の相談員" not in words(again)


def test_asking_back_names_the_likeliest_topics(talk: Talk) -> None:
    ranking = {"follow_who": 0.2, "place": 0.18, "family_class": 0.15, "greet": 0.1}
    answer = talk.say("どうなん", "nlu_fallback", ranking=ranking, confidence=0.2)
    assert answer["topic"] == "eligibility"
    assert labels(answer)[1:3] == ["居場所", "家族教室"]
    assert labels(answer)[-1] == "今すぐ人と話したい"
