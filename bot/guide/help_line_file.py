"""Help lines as they are written in a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.guide.entries import Entry, Id, Keywords, Label, Words
from bot.guide.help_lines import HelpLine, HolidayRule, Hours, MonthlyDay
from bot.guide.weekly import Span, parse_hours, span
from bot.guide.yaml_file import YamlFile, read_yaml


class _Week(Entry):
    days: Annotated[Keywords, Field(min_length=1)]
    hours: str


class _Month(Entry):
    day: Annotated[int, Field(ge=1, le=31)]
    hours: str


class _Hours(Entry):
    always: bool = False
    weekly: Annotated[tuple[_Week, ...], Field(strict=False)] = ()
    holidays: Annotated[HolidayRule, Field(strict=False)] = HolidayRule.AS_USUAL
    monthly: Annotated[tuple[_Month, ...], Field(strict=False)] = ()


class WrittenLine(Entry):
    """A line as its fields are written."""

    id: Id
    name: Words
    short_name: Label
    number: Annotated[str, StringConstraints(pattern=r"^[0-9][0-9-]{1,14}$")]
    for_whom: Words
    categories: Annotated[Keywords, Field(min_length=1)]
    rank: Annotated[int, Field(ge=0)]
    hours: _Hours | None
    hours_text: Words
    source: Words
    verified_on: date | None
    review_by: date


def load_help_lines(path: Path) -> list[HelpLine]:
    """The lines of a file, nearest first; CatalogueError names what is wrong and where."""
    return read_help_lines(read_yaml(path))


def read_help_lines(file: YamlFile) -> list[HelpLine]:
    """The lines of a file that was read already."""
    if not isinstance(file.data, dict) or not isinstance(file.data.get("lines"), list):
        raise file.fault(("lines",), "must be a list")
    lines: dict[str, HelpLine] = {}
    for index in range(len(file.data["lines"])):
        line = _line(file, index)
        if line.id in lines:
            raise file.fault(("lines", index, "id"), f"duplicate id {line.id}")
        lines[line.id] = line
    return sorted(lines.values(), key=lambda line: (line.rank, line.id))


def _line(file: YamlFile, index: int) -> HelpLine:
    written = file.parse(WrittenLine, ("lines", index))
    hours = _hours(written.hours, file, index) if written.hours else None
    kept = written.model_dump(exclude={"hours"})
    return HelpLine(hours=hours, **kept)


def _hours(written: _Hours, file: YamlFile, index: int) -> Hours:
    weekly: list[Span] = []
    monthly: list[MonthlyDay] = []
    for number, week in enumerate(written.weekly):
        try:
            weekly.append(span(list(week.days), week.hours))
        except ValueError as error:
            raise file.fault(("lines", index, "hours", "weekly", number), str(error)) from None
    for number, month in enumerate(written.monthly):
        try:
            opens, closes = parse_hours(month.hours)
        except ValueError as error:
            raise file.fault(("lines", index, "hours", "monthly", number), str(error)) from None
        minutes = closes - opens if closes > opens else closes - opens + 24 * 60
        monthly.append(MonthlyDay(month.day, opens, minutes))
    return Hours(written.always, tuple(weekly), written.holidays, tuple(monthly))
