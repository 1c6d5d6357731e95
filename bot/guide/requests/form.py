"""The form of a request: what it asks, and checking the answers together or one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.guide.requests.errors import RequestFieldInvalid
from bot.guide.requests.kinds import FIELDS, RequestKind


def check_fields(kind: RequestKind, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are stored; RequestFieldInvalid for the first that is wrong."""
    try:
        return FIELDS[kind].model_validate(dict(raw)).model_dump(mode="json")
    except ValidationError as error:
        raise _refusal(kind, error) from None


def check_field(kind: RequestKind, field: str, value: Any) -> Any:
    """One answer as it is stored, for forms that ask one thing at a time; KeyError for no such field."""
    info = FIELDS[kind].model_fields[field]
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[(info.annotation, Field(), *info.metadata)])
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise _refusal(kind, error, field) from None


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing a kind of request asks. `choices` are the only answers, where there are any."""

    name: str
    label: str
    required: bool
    choices: tuple[str, ...] = ()


def form_of(kind: RequestKind) -> tuple[FormField, ...]:
    """What a kind of request asks, in order."""
    return tuple(
        FormField(
            name,
            info.title or name,
            info.is_required(),
            get_args(info.annotation) if get_origin(info.annotation) is Literal else (),
        )
        for name, info in FIELDS[kind].model_fields.items()
    )


def _refusal(kind: RequestKind, error: ValidationError, field: str = "") -> RequestFieldInvalid:
    fault = error.errors(include_url=False)[0]
    name = field or str(fault["loc"][0])
    info = FIELDS[kind].model_fields.get(name)
    label = (info.title if info else None) or name
    return RequestFieldInvalid(name, _in_words(fault, label))


def _in_words(fault: ErrorDetails, label: str) -> str:
    limits = fault.get("ctx", {})
    match fault["type"]:
        case "missing" | "string_too_short" | "too_short":
            return f"{label}を教えてください。"
        case "string_too_long" | "too_long":
            return f"{label}は{limits['max_length']}文字までで教えてください。"
        case "greater_than_equal":
            return f"{label}は{limits['ge']}からの数で教えてください。"
        case "less_than_equal":
            return f"{label}は{limits['le']}までの数で教えてください。それより多いときは、相談員におたずねください。"
        case "value_error":
            return str(limits["error"])
        case "literal_error":
            return f"{label}を、選択肢から選んでください。"
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"{label}は数で教えてください。"
        case "extra_forbidden":
            return "この項目は、お聞きしていません。"
        case _:
            return f"{label}を、もう一度教えてください。"
