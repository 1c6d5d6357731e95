"""Particulars of a message: who, age, date, weekday, people."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.guide.entities import Person, day_of, merged, read_entities, told_people

TODAY = date(2026, 11, 24)
LABELLED = yaml.safe_load(Path("benchmarks/entities.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: row["text"][:12])
def test_labelled_message_is_read_with_its_values(row: dict[str, list[dict[str, str]]]) -> None:
    wanted = [entity["value"] for entity in row["entities"] if "value" in entity and entity["name"] != "area"]
    found = [entity.value for entity in read_entities(str(row["text"]), TODAY) if entity.name != "date"]
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        "大丈夫です",
        "一人で悩んでいます",
        "母子手帳のことで",
        "子ども食堂はありますか",
        "近所に知られたくない",
        "十年こもっています",
        "2番でお願いします",
        "一番近い窓口は",
        "工夫しています",
        "兄弟姉妹会",
    ],
)
def test_nothing_is_read_when_nothing_is_told(text: str) -> None:
    assert read_entities(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("38歳の息子がいます", [Person("son", "38")]),
        ("息子は今年で四十二になります", [Person("son", "42")]),
        ("母が83歳、兄が57歳です", [Person("mother", "83"), Person("brother", "57")]),
        ("55歳の長男、私は82になりました", [Person("son", "55"), Person("self", "82")]),
        ("27歳です。外に出られません", [Person("self", "27")]),
        ("中2の娘のことで", [Person("daughter", "14")]),
        ("高校生の孫", [Person("grandchild", "16-18")]),
        ("家族教室はいつ", []),
    ],
)
def test_age_is_given_to_the_person_it_is_said_of(text: str, people: list[Person]) -> None:
    assert told_people(read_entities(text, TODAY)) == people


def test_new_age_replaces_the_old_one_and_nobody_is_forgotten() -> None:
    known = [Person("son", "38"), Person("mother", "70")]
    told = [Person("son"), Person("mother", "71"), Person("daughter")]
    assert merged(known, told) == [Person("son", "38"), Person("mother", "71"), Person("daughter")]


@pytest.mark.parametrize(
    ("words", "day"),
    [("12月3日", "2026-12-03"), ("来週の土曜", "2026-12-05"), ("あさって", "2026-11-26"), ("月末", "月末")],
)
def test_day_is_seen_from_the_day_it_was_said(words: str, day: str) -> None:
    assert day_of(words, TODAY) == day


@given(st.text(max_size=200))
def test_every_entity_lies_where_it_says_whatever_was_written(text: str) -> None:
    found = read_entities(text, TODAY)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(entity.text.strip() for entity in found)
