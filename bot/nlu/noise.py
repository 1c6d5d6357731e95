"""Messages that certainly say nothing: signs alone, one letter mashed, keys in a row."""

from __future__ import annotations

import re
import unicodedata

_MASHED = re.compile(r"(?:asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|wert|erty|rtyu|uiop|zxcv|xcvb|cvbn|vbnm)")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
_ONE_AGAIN = re.compile(r"(.)\1{3,}")
_TALKING_SIGNS = frozenset("🙏👍🙇👋😭😢😿💔🆘")
"""Signs that thank, agree, greet, weep or call for help: left to the classifier."""


def is_noise(text: str) -> bool:
    """Whether the text has nothing in it to understand."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(ch for ch in plain if unicodedata.category(ch)[0] == "L")
    if not letters:
        return not any(ch.isdigit() or ch in _TALKING_SIGNS for ch in plain)
    if letters.isascii():
        return bool(_MASHED.search(letters) or _CONSONANTS.search(letters) or _repeats(letters))
    return _repeats(letters)


def _repeats(letters: str) -> bool:
    return len(set(letters)) == 1 and bool(_ONE_AGAIN.match(letters))
