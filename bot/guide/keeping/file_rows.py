"""Rows of a file, checked; what is wrong with a file names line and field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.guide.keeping.columns import PLACE_COLUMNS, SESSION_COLUMNS, Columns
from bot.guide.places.facts import PlaceFacts
from bot.guide.sessions.facts import SessionFacts

Facts = TypeVar("Facts", bound=BaseModel)
ROWS_MAX = 2000
"""The most rows one file may hold."""

_WORDS = {
    "missing": "書いてください",
    "string_too_short": "書いてください",
    "too_short": "書いてください",
    "int_parsing": "数で書いてください",
    "int_type": "数で書いてください",
    "float_parsing": "数で書いてください",
    "bool_parsing": "「はい」か「いいえ」で書いてください",
    "extra_forbidden": "知らない項目です",
    "string_pattern_mismatch": "「13:00」のように書いてください",
    "timezone_aware": "「2026-12-05 14:00」のように書いてください",
    "datetime_type": "「2026-12-05 14:00」のように書いてください",
}


@dataclass(frozen=True, slots=True)
class Kind(Generic[Facts]):
    """A kind of file: what its rows are and how its columns are called."""

    key: str
    facts: type[Facts]
    columns: Columns

    def label(self, field: str) -> str:
        """The field as the staff know it."""
        column = self.columns.get(field)
        return column.label if column else field


SESSION_FILE = Kind("sessions", SessionFacts, SESSION_COLUMNS)
PLACE_FILE = Kind("places", PlaceFacts, PLACE_COLUMNS)


@dataclass(frozen=True, slots=True)
class FileRow(Generic[Facts]):
    """One row. `id` is the row it changes, None for a new one; `line` is where it stands."""

    facts: Facts
    id: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the line (0: the whole file), the field's label, and words."""

    line: int
    field: str
    text: str

    def __str__(self) -> str:
        place = f"{self.line}行目" if self.line else "ファイル"
        return f"{place}「{self.field}」：{self.text}" if self.field else f"{place}：{self.text}"


class FileRefused(Exception):
    """A file cannot be taken in; nothing of it was."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def check_row(
    kind: Kind[Facts], raw: Mapping[str, Any], line: int, lines: Mapping[str, int], row_id: Any = None
) -> FileRow[Facts] | list[Fault]:
    """A row's values as facts, or everything that is wrong with them."""
    number = _id(row_id)
    if number is False:
        return [Fault(lines.get("id", line), "番号", "数で書くか、空にしてください")]
    try:
        return FileRow(kind.facts.model_validate(dict(raw)), number or None, line)
    except ValidationError as error:
        return [_fault(kind, details, line, lines) for details in error.errors(include_url=False)]


def sorted_out(found: Sequence[FileRow[Facts] | list[Fault]]) -> list[FileRow[Facts]]:
    """The rows, or FileRefused with all faults."""
    faults = [fault for item in found if isinstance(item, list) for fault in item]
    if faults:
        raise FileRefused(faults)
    rows = [item for item in found if not isinstance(item, list)]
    if len(rows) > ROWS_MAX:
        raise FileRefused([Fault(0, "", f"一度に取りこめるのは{ROWS_MAX}件までです")])
    return rows


def _id(value: Any) -> int | bool | None:
    if value is None or value == "":
        return None
    try:
        number = int(str(value))
    except ValueError:
        return False
    return number if 0 < number < 2**31 else False


def explain(details: ErrorDetails) -> tuple[str, str]:
    """The field that is wrong ("" when none is named), and what is wrong in words for the staff."""
    field = str(details["loc"][0]) if details["loc"] else ""
    text = _words(details)
    if not field and ": " in text:
        # A rule over several fields names the one to look at first.
        field, text = text.split(": ", 1)
    return field, text


def _fault(kind: Kind[Any], details: ErrorDetails, line: int, lines: Mapping[str, int]) -> Fault:
    field, text = explain(details)
    return Fault(lines.get(field, line), kind.label(field), text)


def _words(details: ErrorDetails) -> str:
    limits = details.get("ctx", {})
    match details["type"]:
        case "value_error":
            return str(limits["error"])
        case "string_too_long" | "too_long":
            return f"{limits['max_length']}文字までにしてください"
        case "greater_than_equal":
            return f"{limits['ge']}以上にしてください"
        case "less_than_equal":
            return f"{limits['le']}以下にしてください"
        case "literal_error":
            return f"次のどれかにしてください：{limits['expected']}"
        case other:
            return _WORDS.get(other, "読み取れません")
