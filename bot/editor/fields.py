"""The fields of the editor's forms. They keep what was typed, so that a wrong value can be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette_admin.fields import BaseField
from starlette_admin.widgets import FieldsetWidget, WidgetShorthand, normalize_widget

from bot.guide.calendar_days import in_tokyo
from bot.guide.keeping.columns import read_moment


@dataclass
class FactField(BaseField):
    """A field of the row's `facts`, as text. `needed` marks it; the facts themselves say what is wrong."""

    form_template: str = "form/line.html"
    needed: bool = False
    input_type: str = "text"
    inputmode: str = ""
    list_template: str = "cells/text.html"
    exclude_from_list: bool | None = True

    async def parse_obj(self, request: Request, obj: Any) -> Any:
        return self.getter(request, obj) if self.getter else getattr(obj.facts, self.name)

    async def parse_form_data(self, request: Request, form_data: FormData) -> Any:
        value = form_data.get(self.id, "")
        return "" if isinstance(value, UploadFile) else value

    async def serialize_value(self, request: Request, value: Any) -> Any:
        return str(value)

    def read(self, value: Any) -> Any:
        """What the typed value stands for, for the facts; None leaves the usual value. ValueError
        with words for the staff."""
        return value


@dataclass
class Words(FactField):
    """Text of several lines."""

    form_template: str = "form/words.html"


@dataclass
class Number(FactField):
    """A number; empty for the usual value."""

    inputmode: str = "decimal"

    def read(self, value: Any) -> Any:
        return str(value).strip() or None


@dataclass
class Moment(FactField):
    """Day and time on Tokyo's clock."""

    input_type: str = "datetime-local"

    async def serialize_value(self, request: Request, value: Any) -> Any:
        return f"{in_tokyo(value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else str(value)

    def read(self, value: Any) -> Any:
        return read_moment(value) if str(value).strip() else None


@dataclass
class YesNo(FactField):
    """A box to tick."""

    form_template: str = "form/yes_no.html"

    async def parse_form_data(self, request: Request, form_data: FormData) -> Any:
        return self.id in form_data

    async def serialize_value(self, request: Request, value: Any) -> Any:
        return bool(value)


@dataclass
class Pick(FactField):
    """One of several."""

    form_template: str = "form/pick.html"
    choices: Sequence[tuple[str, str]] = ()


@dataclass
class Picks(FactField):
    """Any of several, as boxes to tick."""

    form_template: str = "form/picks.html"
    choices: Sequence[tuple[str, str]] = ()

    async def parse_form_data(self, request: Request, form_data: FormData) -> Any:
        return [value for value in form_data.getlist(self.id) if isinstance(value, str)]

    async def serialize_value(self, request: Request, value: Any) -> Any:
        return list(value)


@dataclass
class Listed(FactField):
    """Any number of words, with 、 between them."""

    async def serialize_value(self, request: Request, value: Any) -> Any:
        return value if isinstance(value, str) else "、".join(value)

    def read(self, value: Any) -> Any:
        parts = (part.strip() for part in str(value).replace(",", "、").split("、"))
        return [part for part in parts if part]


@dataclass
class Seen(FactField):
    """Carries along which version of the row the form was filled from."""

    form_template: str = "form/seen.html"
    exclude_from_create: bool | None = True


@dataclass
class Cell(BaseField):
    """A column of the list: what it shows is asked of `getter`."""

    list_template: str = "cells/text.html"
    null_template: str = "cells/text.html"
    empty_template: str = "cells/text.html"
    exclude_from_create: bool | None = True
    exclude_from_edit: bool | None = True


def group(legend: str, *items: WidgetShorthand) -> FieldsetWidget:
    """Fields under a heading; names in a tuple stand side by side where there is room."""
    return FieldsetWidget(legend, [normalize_widget(item) for item in items])
