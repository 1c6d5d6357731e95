"""Long, rambling messages: the danger may stand in one part, so the parts are judged too."""

from __future__ import annotations

import regex

LONG = 110  # characters from which on a message is also read in parts
_PART = 70
_MOST = 5
_ENDS = regex.compile(r"(?<=[。！!？?\n])|(?<=ですが、|ますが、|けど、|ので、|して、|まして、)")


def parts(text: str) -> list[str]:
    """A long text in overlapping parts of whole sentences; nothing for a text that is not long."""
    if len(text) < LONG:
        return []
    sentences = [piece for piece in _ENDS.split(text) if piece.strip()]
    found: list[str] = []
    at = 0
    while at < len(sentences) and len(found) < _MOST:
        part = sentences[at]
        following = at + 1
        while following < len(sentences) and len(part) + len(sentences[following]) <= _PART:
            part += sentences[following]
            following += 1
        found.append(part[: 2 * _PART])
        at = following
    return found if len(found) > 1 else []
