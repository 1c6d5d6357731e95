"""Messages sent in pieces: もう / むり / しにたい as three bubbles are read as one."""

from __future__ import annotations

from collections.abc import Sequence

_SHORT = 15  # characters of a piece
_WHOLE = 60  # characters of all of them together
_PIECES = 4


def joined(text: str, recent: Sequence[str]) -> str | None:
    """The last short texts and this one as one text; None when this is no piece of a sequence."""
    if not text.strip() or len(text) > _SHORT:
        return None
    pieces = [text]
    for earlier in reversed(recent[-(_PIECES - 1) :]):
        if not earlier.strip() or len(earlier) > _SHORT or earlier in pieces:
            break
        pieces.insert(0, earlier)
    whole = "".join(piece.strip() for piece in pieces)
    return whole if len(pieces) > 1 and len(whole) <= _WHOLE else None
