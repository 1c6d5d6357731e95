"""Text that people typed, made safe to keep: no controls, no lone surrogates, no stray blanks."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"[ \t\u3000]+")
_TELLING = (
    "ひきこもり",
    "引きこもり",
    "引き籠",
    "ひき籠",
    "引籠",
    "hikikomori",
    "こころ",
    "心の",
    "精神",
    "自殺",
    "いのち",
)


def clean_text(text: str) -> str:
    """The text as it may be stored; emoji stay as they are, line breaks become one form."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in unified if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return "\n".join(_BLANKS.sub(" ", line).strip(" ") for line in kept.split("\n")).strip("\n")


def one_line(text: str) -> str:
    """The text on a single line."""
    return _BLANKS.sub(" ", clean_text(text).replace("\n", " "))


def is_neutral(text: str) -> bool:
    """Whether the text may stand on a telephone that somebody else in the house can see."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return not any(word in folded for word in _TELLING)
