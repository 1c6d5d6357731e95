"""Entries in words: for the history, and for showing two editors what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.editor.catalogue import words
from bot.guide.keeping.hours_text import write_hours, write_week

_NAMED = {"categories": words.CATEGORIES, "kind": words.FIGURE_KINDS}
_YES, _NO = "はい", "いいえ"


def flat(fields: Mapping[str, Any]) -> dict[str, str]:
    """Each field's label with its value as text."""
    return dict(_pairs(fields, ""))


def differences(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> list[tuple[str, str, str]]:
    """Label, words before and words after of each field that differs."""
    old, new = flat(before or {}), flat(after or {})
    return [
        (label, old.get(label, ""), new.get(label, ""))
        for label in {**new, **old}
        if old.get(label, "") != new.get(label, "")
    ]


def _pairs(fields: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        yield from _told(f"{prefix}{name}", name, value)


def _told(place: str, name: str, value: Any) -> Iterator[tuple[str, str]]:
    if name == "hours" and not isinstance(value, str):
        yield words.path_label(place), write_hours(value)
    elif name == "staffed":
        yield words.path_label(place), "\n".join(map(write_week, value))
    elif isinstance(value, Mapping):
        yield from _pairs(value, f"{place}.")
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for index, item in enumerate(value):
            yield from _pairs(item, f"{place}.{index}.")
    else:
        yield words.path_label(place), _plain(name, value)


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, list):
        return "、".join(_plain(name, item) for item in value)
    return "" if value is None else _NAMED.get(name, {}).get(str(value), str(value))
