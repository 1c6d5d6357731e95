"""Corrections in the middle of a procedure: 「やっぱり3人で」「名前はみかんに変えて」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.guide.procedures.said import is_wish, meaning, plain
from bot.guide.procedures.steps import REFUSED, Step

_MARK = re.compile(
    r"やっぱり|やっぱ|やはり|じゃなくて|じゃなく|ではなくて|ではなく|でなくて|やなくて|ちゃうくて|ちごて|訂正|間違|まちが|直し|なおし|直す"
    r"|変更|変えて|かえて|変えたい|修正"
)
_INSTEAD = re.compile(
    r"^.*(?:じゃなくて|じゃなく|ではなくて|ではなく|でなくて|やなくて|ちゃうくて|ちごて)[、,\s]*"
)
_TAIL = re.compile(
    r"(?:に|へ|で)?(?:変更|訂正|修正|直し|なおし|変え|かえ)(?:して|してください|します|たい|たいです|てください|て|る|お願いします|願います|で)*"
    r"[。.!！]*$|(?:に|で)(?:して|してください|します|お願いします)[。.!！]*$"
)
_HEAD = re.compile(
    r"^(?:すみません|ごめんなさい|ごめん|あ、?|えっと|あの)?[、,\s]*(?:やっぱり|やっぱ|やはり|間違えました|まちがえました|間違えた|訂正)?[、,。\s]*"
)
_CLAUSES = re.compile(r"[、,。\n]|それと|(?<=[人名])で(?=[^すお])")
_CLEAR_MAX = 25
"""Characters of a correction that is nothing but one."""
_ALIASES = {
    "nickname": ("名前", "なまえ", "ニックネーム", "呼び名"),
    "people": ("人数", "何人"),
    "session": ("日にち", "日程", "回", "日付"),
    "contact_detail": ("連絡先", "電話", "メール"),
    "phone": ("電話", "番号"),
    "wishes": ("希望", "要望", "気をつけ"),
    "wished": ("日にち", "希望の日", "時間", "日時"),
    "when": ("時間", "日"),
    "copies": ("部数", "冊数"),
    "address": ("住所",),
    "postal_code": ("郵便番号",),
    "name": ("宛名", "名前"),
}


@dataclass(frozen=True, slots=True)
class Mended:
    """A step whose answer changes; without a value it is asked again."""

    step: Step
    value: Any = None
    has_value: bool = False
    clear: bool = False
    """It can mean nothing else, so that it counts where any words could be the answer too."""


def mended(steps: Sequence[Step], answers: Mapping[str, Any], text: str) -> tuple[Mended, ...]:
    """The corrections a text makes to earlier answers; none when it makes none."""
    folded = unicodedata.normalize("NFKC", text).strip()
    answered = [step for step in steps if step.name in answers]
    clauses = [clause for clause in _CLAUSES.split(folded) if clause.strip()]
    if len(clauses) > 1:
        parts = [_one(answered, clause) for clause in clauses]
        found = {part.step.name: part for part in parts if part is not None and part.has_value}
        if len(found) > 1:
            return tuple(found.values())
    added = _one_more_wish(steps, answered, answers, folded)
    single = added or _one(answered, folded)
    return () if single is None else (single,)


def _one_more_wish(
    steps: Sequence[Step], answered: Sequence[Step], answers: Mapping[str, Any], text: str
) -> Mended | None:
    """Everything is answered and one more wish comes: it is kept beside the first."""
    wishes = next((step for step in answered if step.name == "wishes"), None)
    if wishes is None or len(answered) < len(steps) or len(text) <= 6:
        return None
    if not is_wish(text) or _MARK.search(text) or meaning(text) is not None:
        return None
    first = answers.get("wishes") or ""
    return Mended(wishes, wishes.read("\n".join(part for part in (first, text) if part)), True)


def _one(answered: Sequence[Step], text: str) -> Mended | None:
    named = _named(answered, text)
    if named is None and not _MARK.search(text):
        return None
    rest = _value(text, named)
    candidates = [named] if named else [step for step in reversed(answered) if not step.free]
    for step in candidates:
        if not rest:
            break
        try:
            return Mended(step, step.read(rest), True, clear=len(text) <= _CLEAR_MAX)
        except REFUSED:
            continue
    return Mended(named) if named else None


def _named(answered: Sequence[Step], text: str) -> Step | None:
    """The answered step that the text names at its beginning: 「人数を…」「名前は…に」."""
    for step in answered:
        for word in (step.label, *_ALIASES.get(step.name, ())):
            if re.match(
                rf"^{_HEAD.pattern[1:]}お?{re.escape(word)}(?:だけ)?(?:は|を|も|が|の|、|,|$|\s)", text
            ):
                changes = _MARK.search(text) or re.search(r"(?:は|を).+(?:です|に|で|して)", text)
                return step if changes else None
    return None


def _value(text: str, named: Step | None) -> str:
    rest = _INSTEAD.sub("", text)
    rest = _HEAD.sub("", rest)
    if named is not None and rest == _HEAD.sub("", text):
        words = "|".join(re.escape(word) for word in (named.label, *_ALIASES.get(named.name, ())))
        rest = re.sub(rf"^お?(?:{words})(?:だけ)?(?:は|を|も|が|の)?[、,\s]*", "", rest)
    rest = _TAIL.sub("", rest).strip(" 、,。")
    rest = re.sub(r"(?:です|でお願いします|にします|で)$", "", rest).strip()
    return "" if plain(rest) in {"直す", "直したい", "変更", "変更したい", "変えたい", "修正"} else rest
