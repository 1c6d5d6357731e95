"""Whether an entry of the catalogue may be kept: everything wrong with it, field by field, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.guide.keeping.catalogue_entries import EntryKind, Fields, usual_left_out
from bot.guide.keeping.history import ChangeRefused
from bot.guide.placeholders import PLACEHOLDERS
from bot.guide.profile_fields import FACT_FIELDS
from bot.guide.topics import TOPICS
from bot.guide.weekly import parse_days, parse_hours, parse_time

_HOURS = "「9:00-17:00」のように書いてください"
_TIME = "「16:30」のように書いてください"
_DAYS = "曜日は、月火水木金土日から選んでください"
_DATE = "「2027-03-31」のように書いてください"
_PATTERNS = {
    "number": "「0120-000-000」のように、数字と「-」だけで書いてください",
    "dial_number": "「0120-000-000」のように、数字と「-」だけで書いてください",
    "general_desk_number": "「0120-000-000」のように、数字と「-」だけで書いてください",
    "web_consult_url": "「https://」から始まるアドレスを、空白なしで書いてください",
    "website_url": "「https://」から始まるアドレスを、空白なしで書いてください",
    "fiscal_year": "「令和3年度」のように書いてください",
}
_WORDS = {
    "missing": "書いてください",
    "string_type": "書いてください",
    "string_too_short": "書いてください",
    "int_type": "数で書いてください",
    "int_parsing": "数で書いてください",
    "bool_type": "選びなおしてください",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "extra_forbidden": "知らない項目です",
}
_PLACEHOLDER = re.compile(r"unknown placeholder (\{.*?\});")


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One thing that is wrong: the field with dots between its parts ("" for the whole), and words."""

    field: str
    text: str


class EntryRefused(ChangeRefused):
    """An entry cannot be kept as it is written; nothing was changed."""

    def __init__(self, faults: Sequence[FieldFault]) -> None:
        super().__init__("保存できませんでした。印のついたところを直してください。")
        self.faults = tuple(faults)


def checked(kind: EntryKind, fields: Mapping[str, Any]) -> Fields:
    """The fields as they are kept, or EntryRefused with everything that is wrong with them."""
    try:
        kept = usual_left_out(kind, fields)
    except ValidationError as error:
        raise EntryRefused([_fault(details) for details in error.errors(include_url=False)]) from None
    faults = [*_references(kept), *_hours(kept), *_city_times(kept)]
    if faults:
        raise EntryRefused(faults)
    return kept


def _fault(details: ErrorDetails) -> FieldFault:
    place = [str(step) for step in details["loc"] if step not in ("[key]",)]
    named = next((step for step in reversed(place) if not step.isdigit()), "")
    return FieldFault(".".join(place), _words(details, named))


def _words(details: ErrorDetails, field: str) -> str:
    limits = details.get("ctx", {})
    match details["type"]:
        case "string_too_long":
            return f"{limits['max_length']}文字までにしてください"
        case "too_long":
            return f"{limits['max_length']}つまでにしてください"
        case "too_short":
            return "ひとつ以上書いてください"
        case "greater_than_equal":
            return f"{limits['ge']}以上の数にしてください"
        case "less_than_equal":
            return f"{limits['le']}以下の数にしてください"
        case "string_pattern_mismatch":
            return _PATTERNS.get(field, "使えない文字があります")
        case "literal_error" | "enum":
            return "用意された中から選んでください"
        case "value_error":
            return _placeholder_words(str(limits.get("error", "")))
        case other:
            return _WORDS.get(other, "読み取れません")


def _placeholder_words(error: str) -> str:
    found = _PLACEHOLDER.search(error)
    known = "、".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
    return f"{found[1]} は使えません。波かっこで使えるのは {known} だけです" if found else "読み取れません"


def _references(fields: Fields) -> Iterator[FieldFault]:
    for place, names in _lists(fields, ("next", "topics")):
        yield from _unknown(place, names, TOPICS, "という話題はありません")
    for place, names in _lists(fields, ("facts",)):
        yield from _unknown(place, names, FACT_FIELDS, "という市の情報はありません")
    for key in ("facts", "facts_if_set"):
        by_aspect = fields.get(key)
        for aspect, names in by_aspect.items() if isinstance(by_aspect, dict) else ():
            yield from _unknown(f"{key}.{aspect}", names, FACT_FIELDS, "という市の情報はありません")


def _lists(fields: Fields, keys: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    asked = fields.get("asked", ())
    for prefix, holder in (("", fields), *((f"asked.{index}.", item) for index, item in enumerate(asked))):
        for key in keys:
            if isinstance(holder.get(key), list):
                yield prefix + key, holder[key]


def _unknown(place: str, names: Iterable[str], known: Iterable[str], words: str) -> Iterator[FieldFault]:
    for index, name in enumerate(names):
        if name not in known:
            yield FieldFault(f"{place}.{index}", f"「{name}」{words}")


def _hours(fields: Fields) -> Iterator[FieldFault]:
    hours = fields.get("hours") or {}
    for index, week in enumerate(hours.get("weekly", ())):
        yield from _week(f"hours.weekly.{index}", week)
    for index, month in enumerate(hours.get("monthly", ())):
        yield from _try(f"hours.monthly.{index}.hours", _HOURS, partial(parse_hours, month["hours"]))


def _city_times(fields: Fields) -> Iterator[FieldFault]:
    for index, week in enumerate(fields.get("staffed", ())):
        yield from _week(f"staffed.{index}", week)
    cutoff = fields.get("cutoff")
    if cutoff is not None:
        yield from _try("cutoff", _TIME, partial(parse_time, cutoff))


def _week(place: str, week: Mapping[str, Any]) -> Iterator[FieldFault]:
    yield from _try(f"{place}.days", _DAYS, partial(parse_days, week["days"]))
    yield from _try(f"{place}.hours", _HOURS, partial(parse_hours, week["hours"]))


def _try(place: str, words: str, read: Callable[[], object]) -> Iterator[FieldFault]:
    try:
        read()
    except ValueError:
        yield FieldFault(place, words)
