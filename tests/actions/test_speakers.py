"""Who writes, told by the message itself."""

from __future__ import annotations

import pytest

from actions.speakers import guess
from tests.actions.talk import Talk


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
