"""A profile saved on the pages is in use everywhere, at once, in front of the file of the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.library import Library
from bot.facts import Facts
from bot.facts_check import find
from bot.guide.keeping.catalogue_entries import CITY
from bot.guide.keeping.edit_catalogue import EditCatalogue
from bot.guide.keeping.publishing import Publishing
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore
from tests.catalogues import MONDAY, SHIPPED


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(
        _env_file=None,  # type: ignore[call-arg]
        var_dir=tmp_path / "var",
        profile=tmp_path / "profile.yml",
        duty_roster=tmp_path / "duty.yml",
    )
    made.profile.write_text("fees: 百円です\n", encoding="utf-8")
    return made


async def save(store: SqlStore, settings: Settings, facts: Facts, **fields: str) -> None:
    publishing = Publishing(store, SHIPPED, settings.catalogue_dir, settings.profile, facts.refresh)
    catalogue = EditCatalogue(store, publishing)
    opened = await catalogue.entry(CITY, "")
    assert await catalogue.change(CITY, "", {**opened.fields, **fields}, opened.version, None, MONDAY)


async def test_both_processes_tell_the_saved_facts_without_a_restart(
    store: SqlStore, settings: Settings
) -> None:
    facts = Facts(settings)
    library = Library(settings.catalogue_dir, SHIPPED, settings.profile)
    for fees in ("無料です", "二百円です"):
        await save(store, settings, facts, fees=fees)
        assert facts.profile.fees == fees
        assert fees in str(library.guide().answer("cost", now=MONDAY))
    settings.profile.write_text("fees: 三百円です\n", encoding="utf-8")
    await facts.refresh()
    assert facts.profile.fees == "二百円です"
    assert "二百円です" in str(library.guide().answer("cost", now=MONDAY))


async def test_check_follows_what_was_saved_and_says_which_file_is_idle(
    store: SqlStore, settings: Settings
) -> None:
    before = [finding.text for finding in find(settings, MONDAY, pagers=True)]
    assert any("（dial_number）: 登録されていません" in text for text in before)
    assert not any("編集の画面で保存した内容" in text for text in before)
    await save(store, settings, Facts(settings), dial_number="000-000-0000")
    after = [finding.text for finding in find(settings, MONDAY, pagers=True)]
    assert not any("（dial_number）" in text for text in after)
    assert any("編集の画面で保存した内容を使っています" in text for text in after)
