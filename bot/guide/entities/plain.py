"""A text made easy to read by patterns, with the way back to where each sign stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_ONES = "いち|に|さん|よん|し|ご|ろく|なな|しち|はち|きゅう|く"
_SPOKEN = {
    "いち": 1, "に": 2, "さん": 3, "よん": 4, "し": 4, "ご": 5, "ろく": 6, "なな": 7, "しち": 7,
    "はち": 8, "きゅう": 9, "く": 9,
}  # fmt: skip
_SAID = re.compile(
    rf"(?P<tens>さん|よん|ご|ろく|なな|しち|はち|きゅう|に)?じゅう(?P<ones>{_ONES})??(?=さい|だい|です|になり|すぎ|で[、。]|$)"
)
_WRITTEN = re.compile(r"[〇一二三四五六七八九]*十[一二三四五六七八九]?|[〇一二三四五六七八九]+")
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` has katakana as hiragana, numbers in digits and no blanks; `folded` is what it came from."""

    folded: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[str, int]:
        """The words of the folded text behind a stretch of `text`, and where they begin."""
        begin, stop = self.starts[start], self.ends[end - 1]
        return self.folded[begin:stop], begin


def fold(text: str) -> str:
    """Half-width kana and full-width letters made ordinary."""
    return unicodedata.normalize("NFKC", text)


def plain(folded: str) -> Plain:
    """The text for patterns. `folded` comes from `fold`."""
    signs: list[tuple[str, int, int]] = []
    kana = folded.lower().translate(_TO_HIRAGANA) if len(folded.lower()) == len(folded) else folded
    at = 0
    while at < len(kana):
        number = _number_at(kana, at)
        if number is not None:
            digits, end = number
            # The first digit stands for the whole number but its end, so that a span keeps all of it.
            signs += [(digit, at, end) for digit in digits]
            at = end
            continue
        if not kana[at].isspace():
            signs.append((kana[at], at, at + 1))
        at += 1
    return Plain(
        folded,
        "".join(sign for sign, _, _ in signs),
        tuple(start for _, start, _ in signs),
        tuple(end for _, _, end in signs),
    )


def _number_at(kana: str, at: int) -> tuple[str, int] | None:
    written = _WRITTEN.match(kana, at)
    if written:
        return _digits(written[0]), written.end()
    said = _SAID.match(kana, at)
    if said:
        tens = _SPOKEN[said["tens"]] if said["tens"] else 1
        return str(10 * tens + (_SPOKEN[said["ones"]] if said["ones"] else 0)), said.end()
    return None


def _digits(signs: str) -> str:
    tens, ten, ones = signs.partition("十")
    if not ten:
        return "".join(str(_DIGITS[sign]) for sign in signs)
    ten_value = int("".join(str(_DIGITS[sign]) for sign in tens)) if tens else 1
    return str(10 * ten_value + (_DIGITS[ones] if ones else 0))
