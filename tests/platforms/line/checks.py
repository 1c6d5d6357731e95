"""Small checks that are put together into a description of a JSON body."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

Problems = list[dict[str, str]]
Check = Callable[[Any, str, Problems], None]


def units(text: str) -> int:
    """LINE counts UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def say(problems: Problems, place: str, message: str) -> None:
    problems.append({"message": message, "property": place})


def text(longest: int, shortest: int = 1, pattern: str | None = None) -> Check:
    """A text within a length, without lone surrogates, in a shape."""
    shape = re.compile(pattern, re.DOTALL) if pattern else None

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, str):
            return say(problems, place, "Must be a string")
        if shortest > 0 and not value.strip():
            return say(problems, place, "May not be empty")
        if not shortest <= units(value) <= longest:
            return say(problems, place, f"Length must be between {shortest} and {longest}")
        if re.search("[\ud800-\udfff]", value):
            return say(problems, place, "Must be valid unicode")
        if shape and not shape.fullmatch(value):
            return say(problems, place, "Must have a valid format")
        return None

    return check


def uri(longest: int, *schemes: str) -> Check:
    """An address with one of these schemes."""
    return text(longest, pattern=rf"(?:{'|'.join(schemes)}):[\x21-\x7e]+")


def one_of(*values: str) -> Check:
    def check(value: Any, place: str, problems: Problems) -> None:
        if value not in values:
            say(problems, place, f"Must be one of the following values: [{', '.join(values)}]")

    return check


def boolean(value: Any, place: str, problems: Problems) -> None:
    if not isinstance(value, bool):
        say(problems, place, "Must be a boolean")


def number(least: float, most: float, *, whole: bool = False) -> Check:
    kinds = int if whole else (int, float)

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, kinds) or isinstance(value, bool) or not least <= value <= most:
            say(problems, place, f"Must be a number between {least:g} and {most:g}")

    return check


def items(each: Check, least: int, most: int) -> Check:
    """A list of `least` to `most` things that pass `each`."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, list):
            return say(problems, place, "Must be an array")
        if not least <= len(value) <= most:
            say(problems, place, f"Size must be between {least} and {most}")
        for index, item in enumerate(value):
            each(item, f"{place}[{index}]", problems)
        return None

    return check


def shape(fields: Mapping[str, Check], required: Collection[str] = ()) -> Check:
    """An object with these fields and no other."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            return say(problems, place, "Must be an object")
        prefix = f"{place}." if place else ""
        for name in required:
            if value.get(name) is None:
                say(problems, f"{prefix}{name}", "May not be empty")
        for name, inner in value.items():
            if name not in fields:
                say(problems, f"{prefix}{name}", "Unknown field")
            elif inner is not None:
                fields[name](inner, f"{prefix}{name}", problems)
        return None

    return check


def by_type(kinds: Callable[[], Mapping[str, Check]]) -> Check:
    """An object whose `type` says which check applies. Asked late, so that kinds may nest."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            return say(problems, place, "Must be an object")
        known = kinds()
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in known:
            return say(
                problems, f"{place}.type", f"Must be one of the following values: [{', '.join(known)}]"
            )
        return known[kind](value, place, problems)

    return check


def both(*checks: Check) -> Check:
    """All of these."""

    def check(value: Any, place: str, problems: Problems) -> None:
        for each in checks:
            each(value, place, problems)

    return check
