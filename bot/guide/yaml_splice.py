"""Changing one entry in a YAML text and leaving every other byte of it alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CannotSplice(Exception):
    """The text is written in a way in which no single entry can be exchanged."""


class _Dumper(yaml.SafeDumper):
    """Writes several lines as a block, so that people can read them."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def dump(data: Any) -> str:
    """The data as YAML in the order in which it stands."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def load(text: str) -> Any:
    """The data of a text; yaml.YAMLError when it is none."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - the safe loader, written in C where there is one


def set_fields(
    text: str, place: tuple[str, int] | None, fields: Mapping[str, Any], gone: Iterable[str]
) -> str:
    """The text with other values for some fields of one mapping, and without those in `gone`.
    `place` is the list and the index in it; None is the whole document."""
    node = _mapping(text, place)
    if node is None:
        return _beside(text.rstrip("\n"), dump(dict(fields))) if fields else text
    if node.flow_style:
        raise CannotSplice
    starts = _line_starts(text)
    column = node.start_mark.column
    new, removed = dict(fields), set(gone)
    edits: list[tuple[int, int, str]] = []
    for key, value in node.value:
        start = starts[key.start_mark.line] + key.start_mark.column
        end = _end(text, starts, value, start)
        if key.value in new:
            edits.append((start, end, _indented({key.value: new.pop(key.value)}, column)))
        elif key.value in removed:
            first = key is node.value[0][0]
            edits.append(
                (start, _next_line(text, end) + column, "")
                if first
                else (_line(text, start), _next_line(text, end), "")
            )
    if new:
        last = _end(text, starts, node, 0)
        edits.append((last, last, "\n" + " " * column + _indented(new, column)))
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text if text.endswith("\n") else text + "\n"


def append(text: str, key: str, entry: Mapping[str, Any]) -> str:
    """The text with one more entry at the end of a list."""
    items = _items(text, key)
    if not items.value or items.flow_style:
        raise CannotSplice
    column = items.start_mark.column
    end = _end(text, _line_starts(text), items, 0)
    words = "\n" + " " * column + "- " + _indented(entry, column + 2)
    return text[:end] + words + (text[end:] or "\n")


def remove(text: str, key: str, index: int) -> str:
    """The text without one entry of a list."""
    items = _items(text, key)
    if len(items.value) < 2 or items.flow_style:
        raise CannotSplice
    starts = _line_starts(text)
    node = items.value[index]
    start = starts[node.start_mark.line]
    return text[:start] + text[_next_line(text, _end(text, starts, node, start)) :]


def _mapping(text: str, place: tuple[str, int] | None) -> yaml.MappingNode | None:
    node = _items(text, place[0]).value[place[1]] if place else yaml.compose(text, Loader=_Loader)
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise CannotSplice
    return node


def _items(text: str, key: str) -> yaml.SequenceNode:
    root = yaml.compose(text, Loader=_Loader)
    for name, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if name.value == key and isinstance(value, yaml.SequenceNode):
            return value
    raise CannotSplice


def _line_starts(text: str) -> list[int]:
    starts = [0]
    while (found := text.find("\n", starts[-1])) >= 0:
        starts.append(found + 1)
    return starts


def _end(text: str, starts: list[int], node: yaml.Node, least: int) -> int:
    """Where the last thing inside a node ends: a node's own end may lie behind the comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        inner = node.value[-1] if node.value else None
        if inner is not None:
            return _end(text, starts, inner[1] if isinstance(inner, tuple) else inner, least)
    end = starts[node.end_mark.line] + node.end_mark.column
    start = max(least, starts[node.start_mark.line] + node.start_mark.column)
    return start + len(text[start:end].rstrip())


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _next_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _indented(data: Mapping[str, Any], column: int) -> str:
    return dump(dict(data)).rstrip("\n").replace("\n", "\n" + " " * column)


def _beside(text: str, words: str) -> str:
    return f"{text}\n{words}" if text else words
