"""Single entries of the catalogue: where each kind stands in the files, its fields, and its change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from bot.guide import yaml_splice
from bot.guide.entries import Agency, Entry, Service, Topic
from bot.guide.help_line_file import WrittenLine
from bot.guide.keeping.history import RowNotFound, Table
from bot.guide.profile import WrittenProfile
from bot.guide.shelf import PROFILE

Files = Mapping[str, str]
Fields = dict[str, Any]
"""An entry's fields as JSON knows them: dates are text. What has its usual value is left out."""

_DATES = ("review_by", "verified_on")


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry. `key` is the list it stands in; without one it is a document of its own.
    The topics and services are a closed list: they are changed, never added or deleted."""

    table: Table
    label: str
    model: type[Entry]
    path: str
    key: str = ""
    closed: bool = True

    def title(self, fields: Mapping[str, Any]) -> str:
        """How the staff know an entry."""
        return str(fields.get("label") or fields.get("name") or self.label)


SERVICE = EntryKind(Table.SERVICE, "事業", Service, "services/")
TOPIC = EntryKind(Table.TOPIC, "話題のことば", Topic, "topics.yml", "topics")
AGENCY = EntryKind(Table.AGENCY, "関係機関", Agency, "agencies.yml", "agencies", closed=False)
HELP_LINE = EntryKind(
    Table.HELP_LINE, "相談窓口（電話）", WrittenLine, "help_lines.yml", "lines", closed=False
)
CITY = EntryKind(Table.PROFILE, "市の情報", WrittenProfile, PROFILE)
KINDS = {kind.table: kind for kind in (SERVICE, TOPIC, AGENCY, HELP_LINE, CITY)}


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One entry as it is now. `name` is its id, "" for the profile; `version` changes with any field."""

    kind: EntryKind
    name: str
    fields: Fields

    @property
    def version(self) -> str:
        """Says whether somebody else changed the entry meanwhile."""
        text = json.dumps(self.fields, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def title(self) -> str:
        """How the staff know it."""
        return self.kind.title(self.fields)

    @property
    def review_by(self) -> date | None:
        """When the entry has to be looked at again."""
        written = self.fields.get("review_by")
        return date.fromisoformat(written) if written else None


def usual_left_out(kind: EntryKind, fields: Mapping[str, Any]) -> Fields:
    """The fields in the one form that is compared and kept; pydantic.ValidationError when wrong."""
    entry = kind.model.model_validate_json(json.dumps(fields, default=str))
    return entry.model_dump(mode="json", exclude_defaults=True)


def entries(files: Files, kind: EntryKind) -> list[CatalogueEntry]:
    """All entries of a kind, in the order of their files."""
    return [CatalogueEntry(kind, str(fields.get("id", "")), fields) for _, _, fields in _stand(files, kind)]


def entry(files: Files, kind: EntryKind, name: str) -> CatalogueEntry:
    """The entry of this id; RowNotFound when there is none."""
    return CatalogueEntry(kind, name, _found(files, kind, name)[2])


def changed(files: Files, kind: EntryKind, name: str, fields: Fields) -> dict[str, str]:
    """The one file that differs, by its path, when the entry has these fields."""
    path, index, before = _found(files, kind, name)
    new = {key: _value(key, value) for key, value in fields.items() if before.get(key) != value}
    gone = [key for key in before if key not in fields]
    place = (kind.key, index) if kind.key else None
    wanted = {**{key: value for key, value in _raw(files, path, place).items() if key not in gone}, **new}
    text = files.get(path, "")
    try:
        spliced = yaml_splice.set_fields(text, place, new, gone)
    except yaml_splice.CannotSplice:
        spliced = ""
    data = _with(yaml_splice.load(text), place, wanted)
    return {path: _sure(spliced, data)}


def added(files: Files, kind: EntryKind, fields: Fields) -> dict[str, str]:
    """The one file that differs when this entry is added to its list."""
    text = files[kind.path]
    data = yaml_splice.load(text)
    written = {key: _value(key, value) for key, value in fields.items()}
    data[kind.key] = [*data[kind.key], written]
    try:
        spliced = yaml_splice.append(text, kind.key, written)
    except yaml_splice.CannotSplice:
        spliced = ""
    return {kind.path: _sure(spliced, data)}


def removed(files: Files, kind: EntryKind, name: str) -> dict[str, str]:
    """The one file that differs when this entry is taken out of its list."""
    path, index, _ = _found(files, kind, name)
    data = yaml_splice.load(files[path])
    del data[kind.key][index]
    try:
        spliced = yaml_splice.remove(files[path], kind.key, index)
    except yaml_splice.CannotSplice:
        spliced = ""
    return {path: _sure(spliced, data)}


def _stand(files: Files, kind: EntryKind) -> list[tuple[str, int, Fields]]:
    if kind.key:
        items = yaml_splice.load(files[kind.path])[kind.key]
        return [(kind.path, index, usual_left_out(kind, item)) for index, item in enumerate(items)]
    paths = [path for path in sorted(files) if path.startswith(kind.path)] or [kind.path]
    return [(path, 0, usual_left_out(kind, yaml_splice.load(files.get(path, "")) or {})) for path in paths]


def _found(files: Files, kind: EntryKind, name: str) -> tuple[str, int, Fields]:
    for path, index, fields in _stand(files, kind):
        if fields.get("id", "") == name:
            return path, index, fields
    raise RowNotFound


def _raw(files: Files, path: str, place: tuple[str, int] | None) -> dict[str, Any]:
    data = yaml_splice.load(files.get(path, "")) or {}
    found: dict[str, Any] = data[place[0]][place[1]] if place else data
    return found


def _with(data: Any, place: tuple[str, int] | None, wanted: dict[str, Any]) -> Any:
    if place is None:
        return wanted
    data[place[0]][place[1]] = wanted
    return data


def _value(key: str, value: Any) -> Any:
    return date.fromisoformat(value) if key in _DATES and value else value


def _sure(spliced: str, data: Any) -> str:
    """The text with only the entry exchanged when it says exactly what it must, else all written anew."""
    try:
        if spliced and yaml_splice.load(spliced) == data:
            return spliced
    except yaml.YAMLError:
        pass
    return yaml_splice.dump(data)
