"""Sessions and places as YAML, without loss in either direction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import yaml

from bot.guide.calendar_days import TOKYO
from bot.guide.keeping.columns import read_moment, write_moment
from bot.guide.keeping.file_rows import Facts, Fault, FileRefused, FileRow, Kind, check_row, sorted_out


def write_yaml(kind: Kind[Facts], rows: Iterable[FileRow[Facts]]) -> bytes:
    """The rows as YAML; moments stand on Tokyo's clock, empty fields are left out."""
    entries = [({} if row.id is None else {"id": row.id}) | _plain(row.facts) for row in rows]
    text = yaml.safe_dump({kind.key: entries}, allow_unicode=True, sort_keys=False, width=1000)
    return text.encode()


def read_yaml_rows(kind: Kind[Facts], content: bytes) -> list[FileRow[Facts]]:
    """The rows of a YAML file; FileRefused names every fault with line and field."""
    node, data = _load(content)
    if not isinstance(data, dict) or set(data) != {kind.key} or not isinstance(data[kind.key], list):
        raise FileRefused([Fault(1, kind.key, f"「{kind.key}:」の下に、1件ずつ並べてください")])
    entries = next(value for key, value in node.value if key.value == kind.key).value
    return sorted_out([_row(kind, entry, raw) for entry, raw in zip(entries, data[kind.key], strict=True)])


def _plain(facts: Any) -> dict[str, Any]:
    return {name: _value(value) for name, value in facts if value not in (None, "", ())}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return write_moment(value)
    return list(value) if isinstance(value, tuple) else value


def _load(content: bytes) -> tuple[Any, Any]:
    try:
        text = content.decode("utf-8-sig")
        _refuse_references(text)
        return yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise FileRefused([Fault(line, "", "YAMLとして読めません")]) from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError):
        raise FileRefused([Fault(0, "", "YAMLとして読めません")]) from None


def _refuse_references(text: str) -> None:
    """FileRefused where a value refers to another: a few bytes could stand for endless values."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else 0
            raise FileRefused([Fault(line, "", f"「*{event.anchor}」のような参照は使えません")])


def _row(kind: Kind[Facts], node: Any, raw: Any) -> FileRow[Facts] | list[Fault]:
    line = node.start_mark.line + 1
    if not isinstance(raw, dict) or not all(isinstance(name, str) for name in raw):
        return [Fault(line, "", "「項目: 値」の形で書いてください")]
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
    values = {}
    faults = []
    for name, value in raw.items():
        try:
            values[name] = _moment(value) if name.endswith("_at") else value
        except ValueError as error:
            faults.append(Fault(lines[name], kind.label(name), str(error)))
    row_id = values.pop("id", None)
    return faults or check_row(kind, values, line, lines, row_id)


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=TOKYO)
    return None if value is None else read_moment(str(value))
