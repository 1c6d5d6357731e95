from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guide.calendar_days import TOKYO, in_tokyo
from bot.guide.errors import CatalogueError
from bot.guide.help_line_file import load_help_lines
from bot.guide.help_lines import HelpLine, HolidayRule, Hours, open_now
from bot.guide.weekly import span
from tests.unit.guide.conftest import CATALOGUE

LINES = load_help_lines(CATALOGUE / "help_lines.yml")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)).map(lambda m: m.replace(tzinfo=TOKYO))  # noqa: DTZ001


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def ids(moment: str, *categories: str) -> list[str]:
    return [line.id for line in open_now(LINES, at(moment), categories)]


def line(hours: Hours | None) -> HelpLine:
    return HelpLine("x", "x", "1", hours=hours, verified_on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-11-24T17:59", False),  # Tuesday
        ("2026-11-24T18:00", True),
        ("2026-11-25T00:00", True),
        ("2026-11-25T08:29", True),
        ("2026-11-25T08:30", False),
        ("2026-11-23T12:00", True),  # national holiday on a Monday
        ("2026-11-28T12:00", True),  # Saturday
        ("2026-12-30T12:00", False),  # New Year, no national holiday: only where both rules agree
        ("2026-12-30T19:00", True),
        ("2027-01-01T12:00", True),
    ],
)
def test_prefecture_line_keeps_its_hours_when_night_weekend_or_holiday(moment: str, opened: bool) -> None:
    assert ("hyogo_inochi" in ids(moment)) is opened


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-12-09T15:59", False),
        ("2026-12-09T16:00", True),
        ("2026-12-09T21:00", False),
        ("2026-12-10T07:59", False),
        ("2026-12-10T08:00", True),
        ("2026-12-10T23:59", True),
        ("2026-12-11T07:59", True),
        ("2026-12-11T08:00", False),
    ],
)
def test_monthly_day_runs_to_the_next_morning_when_it_is_the_tenth(moment: str, opened: bool) -> None:
    assert ("inochi_free" in ids(moment)) is opened


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-11-25T10:00", True),  # Wednesday
        ("2026-11-25T12:30", False),
        ("2026-11-25T15:59", True),
        ("2026-11-24T10:00", False),  # Tuesday
        ("2026-11-23T10:00", False),  # Monday, national holiday
        ("2026-12-30T10:00", False),  # Wednesday in New Year
    ],
)
def test_hikikomori_line_rests_when_it_is_a_holiday_or_new_year(moment: str, opened: bool) -> None:
    assert ("hyogo_hikikomori" in ids(moment, "hikikomori")) is opened


def test_nearest_line_comes_first_when_several_are_open() -> None:
    assert ids("2026-11-24T19:00") == ["hyogo_inochi", "yorisoi", "inochi_free"]


def test_line_for_a_special_trouble_comes_first_when_that_trouble_is_named() -> None:
    assert ids("2026-11-24T12:00", "child") == ["child_189", "yorisoi"]
    assert "child_189" not in ids("2026-11-24T12:00")


@given(MOMENTS)
def test_somebody_can_always_be_rung_and_unverified_lines_never(moment: datetime) -> None:
    opened = {entry.id for entry in open_now(LINES, moment)}
    assert "yorisoi" in opened
    assert not opened & {"inochi_sos", "kokoro_unified"}


@given(MOMENTS)
def test_open_lines_are_the_same_when_the_clock_is_written_in_another_zone(moment: datetime) -> None:
    assert open_now(LINES, moment) == open_now(LINES, moment.astimezone(UTC))
    assert in_tokyo(moment).utcoffset() == timedelta(hours=9)


@given(MOMENTS, st.integers(0, 1439), st.integers(0, 1439))
def test_span_over_midnight_is_the_complement_of_the_rest_of_the_day(
    moment: datetime, a: int, b: int
) -> None:
    if a == b:
        return
    every = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    one = line(Hours(weekly=(span(every, f"{a // 60}:{a % 60:02d}-{b // 60}:{b % 60:02d}"),)))
    other = line(Hours(weekly=(span(every, f"{b // 60}:{b % 60:02d}-{a // 60}:{a % 60:02d}"),)))
    assert one.is_open(moment) is not other.is_open(moment)


def test_night_begun_before_a_closed_day_goes_on_when_the_rule_is_as_usual() -> None:
    night = span(["sun"], "22:00-6:00")
    assert line(Hours(weekly=(night,))).is_open(at("2026-11-23T05:59"))
    assert not line(Hours(weekly=(night,), holidays=HolidayRule.CLOSED)).is_open(at("2026-11-23T05:59"))


def test_line_is_closed_when_its_hours_or_its_check_are_missing() -> None:
    assert not line(None).is_open(at("2026-11-23T05:59"))
    unchecked = HelpLine("x", "x", "1", hours=Hours(always=True))
    assert open_now([unchecked], at("2026-11-23T05:59")) == []


def test_open_now_refuses_a_moment_when_it_has_no_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        open_now(LINES, datetime(2026, 11, 23))  # noqa: DTZ001


def test_every_line_has_a_one_tap_call_and_no_emergency_number() -> None:
    for entry in LINES:
        assert entry.call.number == entry.number
        assert 1 <= len(entry.call.label) <= 20
        assert entry.number not in {"110", "119"}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("9:00-17:00", "9:00-25:00", "lines.0.hours.weekly.0"),
        ("[mon]", "[moon]", "lines.0.hours.weekly.0"),
        ("rank: 1", "rank: one", "lines.0.rank"),
        ("rank: 1", "rank: 1\n    colour: red", "lines.0.colour"),
    ],
)
def test_help_line_file_is_refused_with_its_field_when_something_is_wrong(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    good = """lines:
  - id: a
    name: a
    short_name: a
    number: "189"
    for_whom: all
    categories: [general]
    rank: 1
    hours:
      weekly:
        - {days: [mon], hours: "9:00-17:00"}
    hours_text: x
    source: x
    verified_on: 2026-01-01
    review_by: 2027-01-01
"""
    path = tmp_path / "help_lines.yml"
    path.write_text(good, encoding="utf-8")
    assert len(load_help_lines(path)) == 1
    path.write_text(good.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_help_lines(path)
    assert (caught.value.file, caught.value.field) == (str(path), field)
    assert caught.value.line
