"""Who writes, told by the message itself."""

from __future__ import annotations

import pytest

from actions.speakers import guess
from tests.actions.talk import Talk, labels


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("息子が部屋から出てきません", "family"),
        ("民生委員をしています。気になるお宅の息子さんが", "supporter"),
        ("隣の家の息子さんを見かけません", "resident"),
        ("自分がひきこもりです", "self"),
        ("家族教室はいつですか", None),
    ],
)
def test_speaker_is_guessed_from_plain_words(text: str, speaker: str | None) -> None:
    assert guess(text) == speaker


def test_what_was_said_outright_wins_over_a_guess(talk: Talk) -> None:
    talk.say("支援者です", "who_supporter")
    talk.say("息子が心配だという方への接し方は", "how_to_treat")
    assert talk.slots["speaker"] == "supporter"


def entity(name: str, value: str, text: str, start: int) -> dict[str, object]:
    return {"entity": name, "value": value, "text": text, "start": start, "end": start + len(text)}


def test_who_and_age_are_remembered_for_what_is_offered_later(talk: Talk) -> None:
    told = [entity("age", "55", "55歳", 0), entity("who", "son", "息子", 4)]
    talk.say("55歳の息子がいます", "how_to_treat", entities=told)
    assert talk.slots["people"] == [{"who": "son", "age": "55"}]
    assert talk.slots["speaker"] == "family"
    assert labels(talk.say("まず何をすれば", "first_step"))[0] == "高齢の親・8050"
