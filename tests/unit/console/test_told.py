"""The console's words for topics and for people told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.console import told
from bot.guide.answers import Guide
from bot.guide.entities import Person
from bot.guide.entities.kin import KINDS
from bot.guide.profile import CityProfile


def test_topics_are_called_as_the_catalogue_calls_them() -> None:
    guide = Guide.from_folder(Path("data/catalogue"), CityProfile())
    assert {name: guide.label(name) for name in told.TOPICS} == told.TOPICS


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (Person("son", "38"), "息子さん（38歳）"),
        (Person("mother", "80-89"), "お母さん（80代）"),
        (Person("child", "13-15"), "お子さん（13〜15歳）"),
        (Person("self"), "書いている方"),
    ],
)
def test_person_is_told_with_the_age_that_was_told(person: Person, words: str) -> None:
    assert told.person(person) == words


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_person_has_a_word(kind: str) -> None:
    assert told.person(Person(kind)) != kind
