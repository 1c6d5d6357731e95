from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.guide.calendar_days import TOKYO
from bot.guide.duty import reading_sentence
from bot.guide.errors import CatalogueError
from bot.guide.profile import CityProfile, load_profile

WORKDAYS = """section: 見本の課
dial_number: "00-000-0000"
cutoff: "17:00"
staffed:
  - days: [mon, tue, wed, thu, fri]
    hours: "9:00-17:30"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "profile.yml"
    path.write_text(text, encoding="utf-8")
    return path


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def test_profile_is_empty_when_there_is_no_file(tmp_path: Path) -> None:
    profile = load_profile(tmp_path / "profile.yml")
    assert profile == CityProfile()
    assert profile.name == "ひきこもり相談の窓口"
    assert dict(profile.missing()).keys() >= {"dial_number", "fees", "staffed"}


def test_profile_must_exist_when_it_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no such file"):
        load_profile(tmp_path / "profile.yml", required=True)


def test_profile_is_empty_when_its_file_is(tmp_path: Path) -> None:
    assert load_profile(written(tmp_path, "# nothing yet\n")) == CityProfile()


def test_profile_holds_what_the_city_wrote(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, WORKDAYS))
    assert (profile.section, profile.fact("dial_number")) == ("見本の課", "00-000-0000")
    assert "dial_number" not in dict(profile.missing())


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("section: a\ncolour: red\n", 2, "colour"),
        ("dial_number: 1234567\n", 1, "dial_number"),
        ("dial_number: call us\n", 1, "dial_number"),
        ("website_url: ftp://x\n", 1, "website_url"),
        ("section: a\nsection: b\n", 2, "section"),
        ("section: ''\n", 1, "section"),
        ("cutoff: '25:00'\n", 1, "cutoff"),
        ("staffed:\n  - days: [mon]\n    hours: late\n", 2, "staffed.0"),
        ("staffed:\n  - days: [mon]\n", 2, "staffed.0.hours"),
        ("- a\n", 1, ""),
        ("section: [\n", None, ""),
    ],
)
def test_profile_is_refused_with_line_and_field_when_something_is_wrong(
    tmp_path: Path, text: str, line: int | None, field: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_profile(written(tmp_path, text))
    assert caught.value.field == field
    assert line is None or caught.value.line == line
    assert "profile.yml" in str(caught.value)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24T10:00", "いまは相談員の受付時間内です。できるだけ早くお返事します。"),
        ("2026-11-24T08:59", "相談員は次の受付時間（11月24日 9:00から）に読みます。"),
        ("2026-11-24T17:00", "相談員は次の受付時間（11月25日 9:00から）に読みます。"),  # after the cut-off
        ("2026-11-23T10:00", "相談員は次の受付時間（11月24日 9:00から）に読みます。"),  # holiday
        ("2026-11-27T20:00", "相談員は次の受付時間（11月30日 9:00から）に読みます。"),  # over a weekend
        ("2026-12-28T18:00", "相談員は次の受付時間（1月4日 9:00から）に読みます。"),  # over New Year
    ],
)
def test_reading_sentence_names_the_next_staffed_hour(tmp_path: Path, moment: str, expected: str) -> None:
    assert reading_sentence(load_profile(written(tmp_path, WORKDAYS)), at(moment)) == expected


def test_reading_sentence_speaks_english_and_simple_japanese(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, WORKDAYS))
    night = at("2026-11-23T02:10")
    english, simple = (reading_sentence(profile, night, style) for style in ("en", "simple"))
    assert english.isascii()
    assert "November 24" in english
    assert "11月24日" in simple
    for style in ("en", "simple"):
        for moment in (night, at("2026-11-24T10:00")):
            assert reading_sentence(profile, moment, style) != reading_sentence(profile, moment)
            assert reading_sentence(CityProfile(), moment, style) != reading_sentence(CityProfile(), moment)


def test_reading_sentence_is_honest_when_no_hours_are_registered() -> None:
    said = reading_sentence(CityProfile(), at("2026-11-24T10:00"))
    assert said == "相談員が読める時間はまだ登録されていません。届いた順に読みます。"
