from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.guide.answers import Guide
from bot.guide.catalogue import load_catalogue
from bot.guide.errors import CatalogueError
from bot.guide.profile import CityProfile
from bot.guide.topics import SERVICES, TOPICS, core_topics
from tests.unit.guide.conftest import CATALOGUE

TELEPHONE = re.compile(r"0\d{1,4}[-ー−‐]\d{1,4}[-ー−‐]?\d{3,4}|0\d{9,10}|\d{2,4}-\d{2,4}-\d{4}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, copy)
    return copy


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_catalogue_answers_every_topic_of_the_closed_list() -> None:
    catalogue = load_catalogue(CATALOGUE)
    assert len(TOPICS) == 47
    assert set(catalogue.services) | set(catalogue.topics) == TOPICS
    assert set(SERVICES) - {"about_section"} == set(catalogue.services)
    assert set(core_topics()) <= TOPICS


def test_every_agency_of_the_network_is_reachable() -> None:
    catalogue = load_catalogue(CATALOGUE)
    assert len(catalogue.agencies) == 14
    assert all(agency.topics for agency in catalogue.agencies.values())


def test_copy_holds_no_telephone_number() -> None:
    for path in CATALOGUE.rglob("*.yml"):
        if path.name != "help_lines.yml":
            assert not TELEPHONE.search(path.read_text(encoding="utf-8")), path.name


def test_copy_sets_no_minimum_of_months_and_no_goal_of_work() -> None:
    for path in CATALOGUE.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"6か月以上|６か月以上|六か月以上|半年以上|働くことを目標", text), path.name


def test_figures_of_fiscal_2021_are_told_as_plans() -> None:
    for service in load_catalogue(CATALOGUE).services.values():
        for figure in service.figures:
            assert (figure.fiscal_year == "令和3年度") is (figure.kind == "plan"), service.id
            assert figure.kind == "result" or "計画" in figure.text, service.id


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "fault"),
    [
        ("services/place.yml", "stage: group", "stage: group\ncolour: red", "colour", "unknown field"),
        ("services/place.yml", "label: 居場所", "label: 5", "label", "must be text"),
        ("services/place.yml", "label: 居場所", "label: " + "長" * 21, "label", "20 characters"),
        ("services/place.yml", "id: place", "id: family_class", "id", "duplicate id"),
        ("services/place.yml", "id: place\n", "id: palace\n", "id", "no such topic"),
        ("services/place.yml", "next: [contracted_visit", "next: [nowhere", "next.0", "no such topic"),
        ("services/place.yml", "\nen: ", "\n# en: ", "en", "missing translation"),
        ("services/place.yml", "review_by: 2027-03-31", "review_by: soon", "review_by", "date"),
        ("services/place.yml", "how: [dial_number]", "how: [fax]", "facts_if_set.how.0", "no field fax"),
        ("services/place.yml", "what: 居場所は", "what: '{fax}'\n# ", "what", "unknown placeholder"),
        ("services/place.yml", "stage: group", "stage: group\nstage: group", "stage", "written twice"),
        ("topics.yml", "- id: thanks", "- id: greet", "topics.1.id", "duplicate id"),
        ("topics.yml", "- id: thanks", "- id: place", "topics.1.id", "duplicate id"),
        ("topics.yml", "next: [first_step, what", "next: [fax, what", "topics.0.next.0", "no such topic"),
        ("agencies.yml", "topics: [referral_work]", "topics: [fax]", "agencies.0.topics.0", "no such topic"),
        ("menu.yml", "family: [family_class", "family: [fax", "offers.family.0", "no such topic"),
        ("help_lines.yml", "- id: yorisoi", "- id: hyogo_inochi", "lines.1.id", "duplicate id"),
    ],
)
def test_catalogue_is_refused_with_file_line_and_field_when_something_is_wrong(
    folder: Path, file: str, old: str, new: str, field: str, fault: str
) -> None:
    change(folder / file, old, new)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert caught.value.field == field
    assert fault in str(caught.value)
    assert caught.value.line


def test_catalogue_is_refused_when_a_topic_has_no_entry(folder: Path) -> None:
    (folder / "services" / "place.yml").unlink()
    with pytest.raises(CatalogueError, match="place"):
        load_catalogue(folder)


@pytest.mark.parametrize("content", ["", "- a", "topics: x", "topics: [", "\x00", "a: &a [*a]"])
def test_catalogue_is_refused_when_a_file_is_no_list_of_entries(folder: Path, content: str) -> None:
    (folder / "topics.yml").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError):
        load_catalogue(folder)


def test_guide_keeps_the_last_good_catalogue_when_a_changed_file_is_wrong(
    folder: Path, now: datetime
) -> None:
    guide = Guide.from_folder(folder, CityProfile())
    before = guide.answer("place", now=now)
    assert guide.refresh() is False
    change(folder / "services" / "place.yml", "stage: group", "stage: grouping")
    assert guide.refresh() is False
    assert guide.answer("place", now=now) == before
    assert "place.yml" in guide.problems()[0]
    change(folder / "services" / "place.yml", "stage: grouping", "stage: group")
    change(folder / "services" / "place.yml", "what: 居場所は", "what: 新しい居場所は")
    assert guide.refresh() is True
    assert guide.problems() == []
    assert guide.answer("place", now=now)[0]["text"].startswith("新しい居場所は")


def test_guide_names_what_is_past_its_review_date(guide: Guide) -> None:
    assert guide.problems(datetime(2026, 11, 23, tzinfo=UTC)) == []
    assert "past its review date: place" in guide.problems(datetime(2028, 1, 1, tzinfo=UTC))
    assert guide.catalogue.stale(date(2027, 3, 31)) == ["dv_plus", "hyogo_hikikomori"]
