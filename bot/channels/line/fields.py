"""Reading JSON with every field checked; what is wrong is named by its place, never by its value."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from bot.channels.line.text import safe_text
from bot.desk.ports import BadBody

_ID = re.compile(r"[\x21-\x7e]{1,200}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,500}")


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON object and where it stands in the body."""

    value: dict[str, Any]
    place: str

    def node(self, key: str) -> Node:
        """The object under `key`."""
        return Node(self._of(key, dict, "an object"), self._at(key))

    def optional_node(self, key: str) -> Node | None:
        """The object under `key`, None when there is none."""
        return self.node(key) if self.value.get(key) is not None else None

    def nodes(self, key: str) -> list[Node]:
        """The objects of the list under `key`."""
        items = self._of(key, list, "a list")
        found = []
        for index, item in enumerate(items):
            place = f"{self._at(key)}[{index}]"
            if not isinstance(item, dict):
                _wrong(place, "an object")
            found.append(Node(item, place))
        return found

    def text(self, key: str) -> str:
        """The text under `key`, made safe."""
        return safe_text(self._of(key, str, "a text"))

    def optional_text(self, key: str) -> str:
        """The text under `key`, "" when there is none."""
        return self.text(key) if self.value.get(key) is not None else ""

    def texts(self, key: str) -> list[str]:
        """The list of texts under `key`, empty when there is none."""
        items = self.value.get(key)
        if items is None:
            return []
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            _wrong(self._at(key), "a list of texts")
        return [safe_text(item) for item in items]

    def id(self, key: str) -> str:
        """The identifier under `key`: 1 to 200 visible ASCII characters."""
        return self._ascii(key, _ID, "an id")

    def optional_id(self, key: str) -> str | None:
        """The identifier under `key`, None when there is none."""
        return self.id(key) if self.value.get(key) is not None else None

    def optional_token(self, key: str) -> str | None:
        """The token under `key` (1 to 500 visible ASCII characters), None when absent or empty."""
        return self._ascii(key, _TOKEN, "a token") if self.value.get(key) else None

    def flag(self, key: str) -> bool:
        """The boolean under `key`."""
        return bool(self._of(key, bool, "true or false"))

    def integer(self, key: str) -> int:
        """The whole number under `key`."""
        value = self.value.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            _wrong(self._at(key), "a whole number")
        return value

    def number(self, key: str) -> float:
        """The number under `key`."""
        value = self.value.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            _wrong(self._at(key), "a number")
        return float(value)

    def wrong(self, key: str, wanted: str) -> NoReturn:
        """Raise BadBody for the field under `key`."""
        _wrong(self._at(key), wanted)

    def _ascii(self, key: str, shape: re.Pattern[str], wanted: str) -> str:
        value = self.value.get(key)
        if not isinstance(value, str) or not shape.fullmatch(value):
            _wrong(self._at(key), wanted)
        return value

    def _of(self, key: str, kind: type, wanted: str) -> Any:
        value = self.value.get(key)
        if not isinstance(value, kind):
            _wrong(self._at(key), wanted)
        return value

    def _at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key


def read(body: bytes) -> Node:
    """The body as a JSON object; BadBody when it is none."""
    try:
        value = json.loads(body.decode("utf-8", "replace"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadBody("body: not JSON") from None
    if not isinstance(value, dict):
        _wrong("body", "an object")
    return Node(value, "")


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("not a JSON number")


def _wrong(place: str, wanted: str) -> NoReturn:
    raise BadBody(f"{place}: must be {wanted}")
