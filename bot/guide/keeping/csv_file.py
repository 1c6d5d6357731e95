"""Sessions and places as CSV, without loss in either direction."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.guide.keeping.file_rows import Facts, Fault, FileRefused, FileRow, Kind, check_row, sorted_out

_ID = "番号"
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""What a spreadsheet would take for a formula, or what already carries our mark against that. Those
made for Japan take the wide signs for the narrow ones."""


def write_csv(kind: Kind[Facts], rows: Iterable[FileRow[Facts]]) -> bytes:
    """The rows as CSV that spreadsheets open as UTF-8."""
    lines = [
        ["" if row.id is None else str(row.id)]
        + [column.write(getattr(row.facts, name)) for name, column in kind.columns.items()]
        for row in rows
    ]
    return to_csv([_ID, *(column.label for column in kind.columns.values())], lines)


def read_csv(kind: Kind[Facts], content: bytes) -> list[FileRow[Facts]]:
    """The rows of a CSV file; FileRefused names every fault with line and field. Columns are
    known by their label or name, in any order; a missing column means the usual value."""
    lines = _lines(_decode(content))
    try:
        _, header = next(lines)
    except StopIteration:
        raise FileRefused([Fault(0, "", "中身がありません")]) from None
    names = _names(kind, header)
    return sorted_out([_row(kind, names, line, cells) for line, cells in lines if any(cells)])


def read_table(content: bytes, names: Mapping[str, str]) -> list[tuple[int, dict[str, str]]]:
    """The records of a CSV file that has exactly these columns, by the names that `names` gives
    their labels, each with its line; FileRefused when they cannot be read."""
    lines = _lines(_decode(content))
    header = [cell.strip() for cell in next(lines, (1, []))[1]]
    faults = [Fault(1, cell, "知らない項目です") for cell in header if cell not in names]
    faults += [Fault(1, label, "この列がありません") for label in names if label not in header]
    faults += [Fault(1, label, "2回書かれています") for label in names if header.count(label) > 1]
    rows = [] if faults else [(line, cells) for line, cells in lines if any(cells)]
    faults += [
        Fault(line, "", "項目の数が見出しとちがいます") for line, cells in rows if len(cells) != len(header)
    ]
    if faults:
        raise FileRefused(faults)
    keys = [names[cell] for cell in header]
    return [(line, dict(zip(keys, cells, strict=True))) for line, cells in rows]


def to_csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    """A table as CSV; a cell that looks like a formula is marked, so that none is ever run."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """The cell as no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused([Fault(0, "", "文字コードが分かりません。UTF-8で保存してください")])


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = 1
    try:
        for cells in reader:
            yield first, [_unguarded(cell) for cell in cells]
            first = reader.line_num + 1
    except csv.Error:
        raise FileRefused([Fault(first, "", "CSVとして読めません")]) from None


def _names(kind: Kind[Any], header: list[str]) -> list[str]:
    known = {column.label: name for name, column in kind.columns.items()} | {_ID: "id", "id": "id"}
    known |= {name: name for name in kind.columns}
    names = [known.get(cell.strip(), "") for cell in header]
    faults = [
        Fault(1, cell, "知らない項目です") for cell, name in zip(header, names, strict=True) if not name
    ]
    faults += [
        Fault(1, kind.label(name), "2回書かれています")
        for name in set(names)
        if names.count(name) > 1 and name
    ]
    if faults:
        raise FileRefused(faults)
    return names


def _row(kind: Kind[Facts], names: list[str], line: int, cells: list[str]) -> FileRow[Facts] | list[Fault]:
    if len(cells) > len(names):
        return [Fault(line, "", "項目の数が見出しより多いです")]
    raw: dict[str, Any] = {}
    faults = []
    row_id: Any = None
    for name, cell in zip(names, cells, strict=False):
        if name == "id":
            row_id = cell.strip()
            continue
        try:
            value = kind.columns[name].read(cell)
        except ValueError as error:
            faults.append(Fault(line, kind.label(name), str(error)))
            continue
        if value is not None:
            raw[name] = value
    return faults or check_row(kind, raw, line, {}, row_id)
