"""Text that is safe on both sides: no lone surrogates, no control characters, within LINE's limits.

LINE counts UTF-16 code units, so one emoji may count as two.
"""

from __future__ import annotations

import regex

TEXT_MAX = 5000
"""UTF-16 code units of one text message."""

_CONTROLS = {code: None for code in range(0x20) if chr(code) not in "\n\t"}
_BOUNDARIES = (
    regex.compile(r"\n[ \t　]*\n+"),
    regex.compile(r"\n"),
    regex.compile(r"[。！？!?]+[」』）)]*"),
    regex.compile(r"[、，,;；\s]+"),
)
"""Where a long text may be cut, the best place first; the cut comes after the match."""
_GRAPHEME = regex.compile(r"\X")


def safe_text(text: str) -> str:
    """The text with U+FFFD for lone surrogates and without control characters but newline and tab."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(ch > "\uffff" for ch in text)


def clip(text: str, limit: int) -> str:
    """The text cut to `limit` UTF-16 units, ending in 「…」 when something was cut."""
    return text if units(text) <= limit else text[: _reach(text, limit - 1)] + "…"


def split(text: str, limit: int = TEXT_MAX) -> list[str]:
    """The text in pieces of at most `limit` UTF-16 units, none of them blank.

    Joined again the pieces are the text, but for blank stretches that would be a piece of their own.
    """
    pieces = []
    rest = text
    while units(rest) > limit:
        cut = _cut(rest, _reach(rest, limit))
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return [piece for piece in (*pieces, rest) if piece.strip()]


def _reach(text: str, limit: int) -> int:
    """The number of characters that fit into `limit` units."""
    used = 0
    for index, ch in enumerate(text):
        used += 2 if ch > "\uffff" else 1
        if used > limit:
            return index
    return len(text)


def _cut(text: str, reach: int) -> int:
    """A good place to cut, not later than `reach`; a piece shorter than half is no good place."""
    for boundary in _BOUNDARIES:
        ends = [found.end() for found in boundary.finditer(text, reach // 2, reach)]
        if ends:
            return int(ends[-1])
    return _between_graphemes(text, reach)


def _between_graphemes(text: str, reach: int) -> int:
    """Before the grapheme that would be cut; at `reach` when a single one is longer than a piece."""
    last = 0
    for found in _GRAPHEME.finditer(text, max(0, reach - 200)):
        if found.start() > reach:
            break
        last = found.start()
    return last if last > reach // 2 else reach
