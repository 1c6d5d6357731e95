"""Changes of the staff in words: what was changed, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from bot.editor import words
from bot.editor.catalogue import told
from bot.guide.keeping.catalogue_entries import KINDS as CATALOGUE
from bot.guide.keeping.file_rows import PLACE_FILE, SESSION_FILE, Kind
from bot.guide.keeping.history import Change, Table

_SHOWN: Mapping[str, Mapping[str, str]] = {
    "service": words.SERVICES,
    "asks": words.ASKS,
    "age_groups": words.AGES,
    "genders": words.GENDERS,
    "weekdays": words.DAYS,
}
_KINDS: dict[str, tuple[Kind[Any], str]] = {
    Table.SESSION: (SESSION_FILE, "title"),
    Table.PLACE: (PLACE_FILE, "name"),
}
Difference = tuple[str, str, str]
"""A field's label, and its words before and after."""


@dataclass(frozen=True, slots=True)
class Told:
    """One change as the page shows it. `undoable`: nothing was changed after it."""

    id: int
    at: datetime
    by: str
    what: str
    name: str
    done: str
    differences: tuple[Difference, ...]
    undoable: bool


def tell(change: Change, by: str, *, newest: bool) -> Told:
    """A change in words; `newest` says whether it is the row's latest."""
    if change.table == Table.SAMPLES:
        removed = bool(change.after and change.after.get("removed"))
        done = "見本をすべて消しました" if removed else "見本をもう一度出しました"
        return Told(change.id, change.at, by, "見本", "", done, (), undoable=False)
    if change.table == Table.MESSAGE:
        return _message(change, by)
    return Told(
        change.id,
        change.at,
        by,
        words.TABLES.get(change.table, str(change.table)),
        _name(change),
        _done(change),
        differences(change.table, change.before, change.after),
        undoable=newest,
    )


def _message(change: Change, by: str) -> Told:
    """What was said to all who booked a session, and to how many."""
    said = change.after or {}
    told = (("文章", "", str(said.get("text", ""))), ("人数", "", f"{said.get('told', 0)}人"))
    name = f"回 {change.row_id} の方へ"
    return Told(
        change.id, change.at, by, words.TABLES[Table.MESSAGE], name, "送りました", told, undoable=False
    )


def differences(
    table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[Difference, ...]:
    """The fields that differ, in the order of the form; of a new row those with a value."""
    if table in CATALOGUE:
        return tuple(told.differences(before, after))
    if table == Table.CATALOGUE:
        return tuple((path, "", "ファイルの中身が変わりました") for path in after or {})
    kind = _KINDS[table][0] if table in _KINDS else None
    old, new = _readable(kind, before), _readable(kind, after)
    names = list(kind.columns) if kind else sorted({*old, *new})
    return tuple(
        (kind.label(name) if kind else name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name, "") != new.get(name, "")
    )


def _readable(kind: Kind[Any] | None, values: Mapping[str, Any] | None) -> dict[str, str]:
    if values is None:
        return {}
    if kind is None:
        return {name: _plain(value) for name, value in values.items()}
    try:
        facts = kind.facts.model_validate(dict(values))
    except ValidationError:
        # Rules may have become stricter since; the change is still told.
        return {name: _plain(value) for name, value in values.items()}
    return {name: _cell(name, getattr(facts, name), column.write) for name, column in kind.columns.items()}


def _cell(name: str, value: Any, write: Callable[[Any], str]) -> str:
    labels = _SHOWN.get(name)
    if labels is None:
        return write(value)
    return "、".join(labels.get(item, item) for item in ((value,) if isinstance(value, str) else value))


def _plain(value: Any) -> str:
    return (
        "、".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    )


def _name(change: Change) -> str:
    values = change.after or change.before or {}
    if change.table in CATALOGUE:
        return CATALOGUE[change.table].title(values)
    if change.table is Table.CATALOGUE:
        return "、".join(values)
    key = _KINDS[change.table][1] if change.table in _KINDS else "name"
    return str(values.get(key) or change.row_id)


def _done(change: Change) -> str:
    if change.before is None:
        return "加えました"
    if change.after is None:
        return "削除しました"
    if not change.before.get("cancelled") and change.after.get("cancelled"):
        return "中止にしました"
    return "変更しました"
