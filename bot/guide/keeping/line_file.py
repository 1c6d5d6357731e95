"""Help lines as a table (CSV), without loss in either direction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.guide.keeping.catalogue_entries import (
    HELP_LINE,
    CatalogueEntry,
    Fields,
    Files,
    added,
    changed,
    entries,
)
from bot.guide.keeping.csv_file import read_table, to_csv
from bot.guide.keeping.edit_catalogue import free_name
from bot.guide.keeping.entry_checks import EntryRefused, checked
from bot.guide.keeping.file_rows import Fault, FileRefused
from bot.guide.keeping.hours_text import read_hours, write_hours

COLUMNS = {
    "id": "記号",
    "name": "名前",
    "short_name": "短い名前",
    "number": "電話番号",
    "for_whom": "対象",
    "categories": "種類",
    "rank": "並び順",
    "hours": "受付時間",
    "hours_text": "受付時間の説明",
    "source": "出典",
    "verified_on": "確かめた日",
    "review_by": "見直しの期限",
}
"""What the columns are called."""


def write_lines(lines: Sequence[CatalogueEntry]) -> bytes:
    """The help lines as CSV that spreadsheets open as UTF-8."""
    return to_csv(list(COLUMNS.values()), [_cells(line.fields) for line in lines])


def read_lines(content: bytes) -> list[tuple[int, Fields]]:
    """The lines of a CSV file, checked, each with its number in the file; FileRefused names every
    fault with line and field. An empty 記号 means a new line."""
    rows = read_table(content, {label: name for name, label in COLUMNS.items()})
    faults: list[Fault] = []
    found = [(number, _read(number, cells, faults)) for number, cells in rows]
    given = [fields["id"] for _, fields in found if fields.get("id")]
    faults += [
        Fault(number, COLUMNS["id"], "同じ記号が2回あります")
        for number, fields in found
        if fields.get("id") and given.count(fields["id"]) > 1
    ]
    if faults:
        raise FileRefused(faults)
    return found


def with_lines(files: Files, rows: Sequence[tuple[int, Fields]]) -> dict[str, str]:
    """All files with the rows taken in: known ids change that line, the others are new."""
    whole = dict(files)
    for _, fields in rows:
        names = {line.name for line in entries(whole, HELP_LINE)}
        name = fields["id"] or free_name(HELP_LINE, names)
        change = (
            changed(whole, HELP_LINE, name, fields)
            if name in names
            else added(whole, HELP_LINE, {**fields, "id": name})
        )
        whole.update(change)
    return whole


def _cells(fields: Mapping[str, Any]) -> list[str]:
    shown = {**fields, "hours": write_hours(fields["hours"]), "categories": "、".join(fields["categories"])}
    return ["" if shown.get(name) is None else str(shown[name]) for name in COLUMNS]


def _read(number: int, cells: Mapping[str, str], faults: list[Fault]) -> Fields:
    raw: Fields = {name: cells.get(name, "").strip() for name in COLUMNS}
    name = raw.pop("id")
    raw["categories"] = [item.strip() for item in raw["categories"].split("、") if item.strip()]
    raw["verified_on"] = raw["verified_on"] or None
    raw["rank"] = int(raw["rank"]) if raw["rank"].isdecimal() else raw["rank"]
    try:
        raw["hours"] = read_hours(raw["hours"])
    except ValueError as error:
        faults.append(Fault(number, COLUMNS["hours"], str(error)))
        raw["hours"] = None
    try:
        return {**checked(HELP_LINE, {**raw, "id": name or "new"}), "id": name}
    except EntryRefused as refused:
        faults += [
            Fault(number, COLUMNS.get(fault.field.split(".")[0], ""), fault.text) for fault in refused.faults
        ]
        return {"id": name}
