"""The boxes of a form over an entry: each holds one field, named by its place in the entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from bot.editor.catalogue import words
from bot.editor.page import typed
from bot.guide.keeping.hours_text import read_hours, read_weeks, write_hours, write_week

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One box. `widget` is a template of `catalogue/boxes/`; `write` makes what is shown of a value,
    `read` a value of what was typed (ValueError with words for the staff)."""

    name: str
    widget: str = "line"
    label: str = ""
    hint: str = ""
    needed: bool = False
    choices: Choices = ()
    kept_when_empty: bool = False
    """Whether an empty box means "none" and is kept, instead of leaving the field out."""
    write: Callable[[Any], Any] = str
    read: Callable[[str], Any] = str

    @property
    def title(self) -> str:
        """How the box is called."""
        return self.label or words.path_label(self.name)

    def shown(self, fields: Mapping[str, Any]) -> Any:
        """What stands in the box for an entry."""
        value = _at(fields, self.name)
        if self.widget == "picks":
            return list(value or ())
        if self.widget == "yes_no":
            return True if value is None else bool(value)
        return "" if value is None else self.write(value)

    def typed(self, form: FormData, fields: Mapping[str, Any]) -> Any:
        """What was put in, to be shown again. Picks keep the order they have in the entry."""
        if self.widget == "picks":
            picked = [value for value in form.getlist(self.name) if isinstance(value, str)]
            before = [value for value in _at(fields, self.name) or () if value in picked]
            return [*before, *(value for value in picked if value not in before)]
        if self.widget == "yes_no":
            return self.name in form
        return typed(form, self.name).replace("\r\n", "\n").strip()

    def value(self, put_in: Any) -> Any:
        """The field's value; None for an empty box."""
        if isinstance(put_in, str):
            return self.read(put_in) if put_in else None
        return put_in if put_in or self.widget == "yes_no" else None


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes under one heading; `folded` ones are opened when wanted."""

    title: str
    boxes: tuple[Box, ...]
    hint: str = ""
    folded: bool = False


def listed(name: str, hint: str = "") -> Box:
    """Several words, with 「、」 between them."""
    return Box(
        name,
        "words",
        hint=hint or "「、」で区切って並べます。",
        write="、".join,
        read=lambda text: [item.strip() for item in text.replace("\n", "、").split("、") if item.strip()],
    )


def number(name: str, hint: str = "") -> Box:
    """A whole number."""
    return Box(
        name, "number", hint=hint, needed=True, read=lambda text: int(text) if text.isdecimal() else text
    )


def hours(name: str) -> Box:
    """A help line's hours."""
    hint = "1行にひとつずつ。例：「平日 9:00-17:00」「土日 10:00-12:00」「毎月10日 8:00-8:00」「24時間」「祝日は休み」。空のときは、時間が分からない窓口として、ご案内しません。"
    return Box(name, "words", hint=hint, write=write_hours, read=read_hours, kept_when_empty=True)


def weeks(name: str) -> Box:
    """Stretches of a week."""
    hint = "1行にひとつずつ。例：「平日 9:00-17:00」。祝日と12月29日から1月3日は休みとして扱います。"
    return Box(name, "words", hint=hint, write=_weeks, read=read_weeks)


def _weeks(value: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(write_week(week) for week in value)


def _at(fields: Mapping[str, Any], name: str) -> Any:
    value: Any = fields
    for part in name.split("."):
        if isinstance(value, list | tuple):
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, Mapping) else None
    return value
