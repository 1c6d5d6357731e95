"""YAML that staff write: read with the line of every field, so that a fault can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.guide.errors import CatalogueError

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

_WORDS = {
    "extra_forbidden": "unknown field",
    "missing": "missing",
    "string_type": "must be text (put it in quotes)",
    "string_too_short": "must not be empty",
    "tuple_type": "must be a list",
    "dict_type": "must be a mapping of names to values",
    "model_type": "must be a mapping of names to values",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "date_type": "must be a date like 2027-03-31",
}
_VALUES_MAX = 100_000
"""Values of one file, counted as often as they are referred to."""
_TRANSLATIONS = ("easy", "en")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The values of one file and the line of each of them."""

    path: Path
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int | None:
        """The line of a field, or of the nearest thing around it."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return None

    def fault(self, place: Place, fault: str) -> CatalogueError:
        """The error that names this file, the line and the field."""
        return CatalogueError(self.path, fault, line=self.line(place), field=dotted(place))

    def parse(self, model: type[Model], place: Place = ()) -> Model:
        """The value at `place` as a model; CatalogueError for the first thing wrong with it."""
        value = self.data
        for step in place:
            value = value[step]
        try:
            return model.model_validate(value)
        except ValidationError as error:
            details = error.errors(include_url=False)[0]
            raise self.fault((*place, *details["loc"]), _in_words(details)) from None


def dotted(place: Place) -> str:
    """A place as it is said: services.0.label."""
    return ".".join(str(step) for step in place)


def read_yaml(path: Path) -> YamlFile:
    """The file's values; CatalogueError when it cannot be read or a field is written twice."""
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        lines = _lines_of(path, node)
        data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise CatalogueError(path, error.problem or "not YAML", line=line) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise CatalogueError(path, f"cannot be read: {type(error).__name__}") from None
    return YamlFile(path, data, lines)


def _lines_of(path: Path, node: yaml.Node | None) -> dict[Place, int]:
    lines: dict[Place, int] = {}
    if node is not None:
        _walk(path, node, (), lines)
    return lines


def _walk(path: Path, node: yaml.Node, place: Place, lines: dict[Place, int]) -> None:
    if len(lines) > _VALUES_MAX:
        # References to references make a few bytes stand for more than any machine holds.
        raise CatalogueError(path, "too many values", line=node.start_mark.line + 1)
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(path, item, (*place, index), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*place, str(key.value))
            if here in lines:
                raise CatalogueError(path, "written twice", line=key.start_mark.line + 1, field=dotted(here))
            lines[here] = key.start_mark.line + 1
            _walk(path, value, here, lines)


def _in_words(details: ErrorDetails) -> str:
    kind, place = details["type"], details["loc"]
    if kind == "missing" and place and place[-1] in _TRANSLATIONS:
        return "missing translation"
    return _WORDS.get(kind, details["msg"].removeprefix("Value error, "))
