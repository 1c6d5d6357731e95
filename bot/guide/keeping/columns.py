"""The columns of session and place files: their names for people, and values as text and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.guide.calendar_days import TOKYO, in_tokyo

_YES, _NO = "はい", "いいえ"
_TRUE = frozenset({"はい", "true", "yes", "1", "○", "〇"})
_FALSE = frozenset({"いいえ", "false", "no", "0", "×", "", "-"})
_MOMENT = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::00)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One field: its label, its value as a cell's text, and the value a text stands for.
    `read` raises ValueError with words for the staff."""

    label: str
    write: Callable[[Any], str] = str
    read: Callable[[str], Any] = str


def read_moment(text: str) -> datetime:
    """A moment on Tokyo's clock: 2026-12-05 14:00."""
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise ValueError("「2026-12-05 14:00」のように書いてください")
    try:
        year, month, day, hour, minute = map(int, found.groups())
        return datetime(year, month, day, hour, minute, tzinfo=TOKYO)
    except ValueError:
        raise ValueError("カレンダーにない日時です") from None


def write_moment(moment: datetime) -> str:
    """A moment on Tokyo's clock, to the minute."""
    return f"{in_tokyo(moment):%Y-%m-%d %H:%M}"


def _read_bool(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain not in _TRUE | _FALSE:
        raise ValueError(f"「{_YES}」か「{_NO}」で書いてください")
    return plain in _TRUE


def _read_number(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _text(label: str) -> Column:
    return Column(label)


def _moment(label: str) -> Column:
    return Column(
        label, lambda value: write_moment(value) if value else "", lambda t: read_moment(t) if t else None
    )


def _bool(label: str) -> Column:
    return Column(label, lambda value: _YES if value else _NO, _read_bool)


def _number(label: str) -> Column:
    return Column(
        label, lambda value: "" if value is None else repr(value), lambda t: _read_number(t) or None
    )


def _listed(label: str) -> Column:
    return Column(label, "、".join, lambda t: [item.strip() for item in t.split("、") if item.strip()])


Columns = Mapping[str, Column]

SESSION_COLUMNS: Columns = {
    "service": _text("事業"),
    "title": _text("名前"),
    "starts_at": _moment("始まり"),
    "ends_at": _moment("終わり"),
    "place": _text("会場"),
    "online": _text("オンラインの参加方法"),
    "access": _text("行き方"),
    "what": _text("内容"),
    "eligibility": _text("対象"),
    "capacity": _number("定員"),
    "waiting_list": _bool("空き待ち"),
    "closes_at": _moment("しめ切り"),
    "asks": _listed("たずねること"),
    "cancelled": _bool("中止"),
    "sample": _bool("見本"),
}
PLACE_COLUMNS: Columns = {
    "name": _text("名前"),
    "area": _text("地域"),
    "age_groups": _listed("年代"),
    "genders": _listed("性別"),
    "interests": _listed("趣味や活動"),
    "weekdays": _listed("曜日"),
    "opens": _text("開く時刻"),
    "closes": _text("閉じる時刻"),
    "hours": _text("開く日時の説明"),
    "online": _bool("オンライン"),
    "in_person": _bool("会場"),
    "alone_ok": _bool("はじめての一人参加"),
    "persons_only": _bool("ご本人だけ"),
    "run_by": _text("運営"),
    "first_time": _text("はじめての様子"),
    "how_to_ask": _text("たずね方"),
    "latitude": _number("緯度"),
    "longitude": _number("経度"),
    "sample": _bool("見本"),
}
