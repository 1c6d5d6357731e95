"""The facts a front desk starts with, also when the files of the staff are wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.conversation.assessment import Assessment
from bot.conversation.levels import RiskLevel
from bot.facts import Facts
from bot.guide.profile import CityProfile
from bot.guide.roster import Roster
from bot.settings import Settings
from tests.fakes import NOON

DATA = Path(__file__).parents[2] / "data"
ROSTER = """
people: [{id: tanaka, name: 田中, contacts: [{way: email, address: t@example.jp}]}]
shifts: [{person: tanaka, days: [mon, tue, wed, thu, fri, sat, sun], hours: "00:00-24:00", holidays: true}]
"""
PROFILE = "city: 灯台市\n"
WRONG = "people: 3\nnonsense: 1\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=DATA,
        var_dir=tmp_path / "var",
        profile=tmp_path / "profile.yml",
        duty_roster=tmp_path / "duty.yml",
    )


def write(file: Path, words: str) -> None:
    """Write a file and make its time differ, however quickly it was written before."""
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.write_text(words, encoding="utf-8")
    os.utime(file, ns=(before + 1_000_000_000, before + 1_000_000_000))


async def test_desk_starts_bare_and_says_so_when_the_files_were_never_right(settings: Settings) -> None:
    write(settings.duty_roster, WRONG)
    write(settings.profile, WRONG)
    with capture_logs() as logs:
        facts = Facts(settings)
    assert (facts.roster, facts.profile) == (Roster(), CityProfile())
    assert facts.lines
    told = {(log["file"], log["in_use"], log["log_level"]) for log in logs}
    assert told == {("duty.yml", "nothing", "error"), ("profile.yml", "nothing", "error")}


async def test_desk_takes_the_files_up_when_they_are_corrected(settings: Settings) -> None:
    write(settings.duty_roster, WRONG)
    write(settings.profile, WRONG)
    facts = Facts(settings)
    write(settings.duty_roster, ROSTER)
    await facts.refresh()
    assert [person.id for person in facts.roster.on_duty(NOON)] == ["tanaka"]
    assert facts.profile == CityProfile()
    write(settings.profile, PROFILE)
    await facts.refresh()
    assert facts.profile.city == "灯台市"


async def test_last_good_roster_is_in_use_when_the_desk_starts_on_a_wrong_one(settings: Settings) -> None:
    write(settings.duty_roster, ROSTER)
    Facts(settings)
    write(settings.duty_roster, WRONG)
    with capture_logs() as logs:
        facts = Facts(settings)
    assert [person.id for person in facts.roster.on_duty(NOON)] == ["tanaka"]
    assert [log["in_use"] for log in logs] == ["last_good"]


async def test_roster_stays_empty_when_the_staff_took_the_file_away(settings: Settings) -> None:
    write(settings.duty_roster, ROSTER)
    Facts(settings)
    settings.duty_roster.unlink()
    assert Facts(settings).roster == Roster()
    write(settings.duty_roster, WRONG)
    assert Facts(settings).roster == Roster()


async def test_shipped_help_lines_are_in_use_when_the_published_ones_are_wrong(settings: Settings) -> None:
    settings.catalogue_dir.mkdir(parents=True)
    (settings.catalogue_dir / "help_lines.yml").write_text("lines: 3\n", encoding="utf-8")
    assert [line.id for line in Facts(settings).lines] == [
        line.id for line in Facts(settings.model_copy(update={"var_dir": settings.var_dir / "new"})).lines
    ]


async def test_one_wrong_file_keeps_no_other_from_being_read(settings: Settings) -> None:
    write(settings.profile, WRONG)
    write(settings.duty_roster, ROSTER)
    facts = Facts(settings)
    assert facts.roster.on_duty(NOON)
    write(settings.duty_roster, "people: []\n")
    await facts.refresh()
    assert not facts.roster.on_duty(NOON)


@pytest.mark.parametrize(
    ("ways", "told"),
    [(("email",), "返事を待たずに"), (("line",), "まだ登録されていません"), ((), "まだ登録されていません")],
)
async def test_people_are_said_to_be_called_only_when_a_way_to_call_them_is_configured(
    settings: Settings, ways: tuple[str, ...], told: str
) -> None:
    write(settings.duty_roster, ROSTER)
    danger = Assessment(RiskLevel.IMMINENT)
    bubbles = Facts(settings).guidance(ways).protect(danger, "", NOON)
    assert told in bubbles[-1].text
