"""Several answers in one message: 「12月5日に2人でお願いします、名前はみかんです」."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.guide.entities.plain import fold
from bot.guide.procedures.particulars import particulars, without
from bot.guide.procedures.said import leaves_out, plain
from bot.guide.procedures.steps import REFUSED, Step

_STEPS = {
    "name": ("nickname", "contact_name", "name"),
    "people": ("people",),
    "phone": ("phone", "contact_detail"),
    "mail": ("contact_detail",),
    "agency": ("agency", "group"),
    "postal_code": ("postal_code",),
    "copies": ("copies",),
}
"""Which question a particular answers; the first that is asked."""
_FILLING = re.compile(
    r"さっきの|先ほどの|えっと|あの|はい|あと|それと|それから|また|連絡先は?|電話(?:番号)?は?|携帯は?|人数は?|名前は?|私は|こちらは"
    r"|で?(?:行き|いき|伺い|うかがい|参加し|出席し|予約し)(?:ます|たい)(?:です)?|で?(?:よろしく|宜しく)|に変更|に変え"
    r"|(?:お願い|おねがい)(?:いた|致)?し?(?:ます)?|参加|予約|希望|です|ます|します|して|ください|[でにとはをのがも]"
)
_CLAUSE = re.compile(r"[、。,\n]|\s+")
_DAY = re.compile(r"\d{1,2}月|\d{1,2}/\d|\d日|曜|あした|明日|あさって|明後日|来週|今週")


@dataclass(frozen=True, slots=True)
class Volunteered:
    """What a text answers besides the question that stands."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    rest: str = ""
    """The text without these answers and the words around them; "" when nothing else is in it."""


def volunteered(steps: Sequence[Step], text: str) -> Volunteered:
    """The answers to any of the steps that a text holds in so many words, by their name."""
    found = particulars(text)
    by_name = {step.name: step for step in steps}
    answers: dict[str, Any] = {}
    used = []
    for one in found:
        name = next((name for name in _STEPS[one.what] if name in by_name), None)
        if name is None or name in answers:
            continue
        try:
            answers[name] = by_name[name].read(f"{one.value}人" if one.what == "people" else one.value)
        except REFUSED:
            continue
        used.append(one)
    rest = without(text, used)
    dated, rest = _dated(by_name, rest)
    return Volunteered({**answers, **dated}, _bare(rest) if used or dated else fold(text))


def _dated(steps: Mapping[str, Step], rest: str) -> tuple[dict[str, Any], str]:
    """The session, or the wished day, that one clause of the rest names."""
    step = steps.get("session") or steps.get("wished")
    if step is None:
        return {}, rest
    clauses = _CLAUSE.split(rest)
    for place, clause in enumerate(clauses):
        if not _DAY.search(clause):
            continue
        try:
            value = step.read(clause)
        except REFUSED:
            continue
        return {step.name: value}, "、".join((*clauses[:place], *clauses[place + 1 :]))
    return {}, rest


def _bare(rest: str) -> str:
    clauses = [_FILLING.sub("", clause).strip() for clause in _CLAUSE.split(rest)]
    kept = [clause for clause in clauses if plain(clause) and not leaves_out(clause)]
    return (
        "" if not kept else "、".join(part for part in _CLAUSE.split(rest) if plain(_FILLING.sub("", part)))
    )
