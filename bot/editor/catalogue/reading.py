"""A posted form as an entry's fields, and faults back to the boxes they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData

from bot.editor.catalogue.boxes import Box, Group
from bot.guide.keeping.entry_checks import FieldFault


@dataclass(slots=True)
class Put:
    """What somebody put into a form: what stands in each box, the fields, and what cannot be read.

    Empty boxes between full ones close up in the fields; `places` knows where each came from.
    """

    shown: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def by_box(self, faults: Iterable[FieldFault]) -> dict[str, str]:
        """Each fault's words by the name of its box; those of no box under ""."""
        found = dict(self.unread)
        for fault in faults:
            found.setdefault(self._box(fault.field), fault.text)
        return found

    def _box(self, place: str) -> str:
        """The box of a field, or one beside it: a fault may lie inside a box or around several."""
        for head in _heads(place):
            if head in self.places:
                place = self.places[head] + place[len(head) :]
                break
        inside = next((head for head in _heads(place) if head in self.shown), "")
        return inside or next((box for box in self.shown if box.startswith(f"{place}.")), "")


def read(groups: Sequence[Group], form: FormData, current: Mapping[str, Any]) -> Put:
    """The form over the entry as it is: what has no box stays."""
    put = Put()
    tree: dict[str, Any] = {}
    for box in (box for group in groups for box in group.boxes):
        put.shown[box.name] = box.typed(form, current)
        value = _value(box, put)
        if value is not None or box.kept_when_empty:
            _plant(tree, box.name.split("."), value)
    put.fields = _branches(tree, current, "", "", put)
    return put


def _value(box: Box, put: Put) -> Any:
    try:
        return box.value(put.shown[box.name])
    except ValueError as error:
        put.unread[box.name] = str(error)
        return None


def _plant(tree: dict[str, Any], path: Sequence[str], value: Any) -> None:
    for part in path[:-1]:
        tree = tree.setdefault(part, {})
    tree[path[-1]] = value


def _branches(tree: Mapping[str, Any], was: object, old: str, new: str, put: Put) -> dict[str, Any]:
    before = was if isinstance(was, Mapping) else {}
    rest = {name: value for name, value in before.items() if not _boxed(old + name, put)}
    grown = {
        name: _branch(value, before.get(name), old + name, new + name, put) for name, value in tree.items()
    }
    return {**rest, **grown}


def _branch(value: Any, was: object, old: str, new: str, put: Put) -> Any:
    put.places[new] = old
    if old in put.shown:
        return value
    if not all(key.isdigit() for key in value):
        return _branches(value, was, f"{old}.", f"{new}.", put)
    items = was if isinstance(was, list) else []
    return [
        _branch(
            value[key],
            items[int(key)] if int(key) < len(items) else None,
            f"{old}.{key}",
            f"{new}.{index}",
            put,
        )
        for index, key in enumerate(sorted(value, key=int))
    ]


def _boxed(place: str, put: Put) -> bool:
    return any(box == place or box.startswith(f"{place}.") for box in put.shown)


def _heads(place: str) -> list[str]:
    parts = place.split(".")
    return [".".join(parts[:end]) for end in range(len(parts), 0, -1)]
