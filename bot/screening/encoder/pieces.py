"""Cutting a text into the encoder's word pieces, as its engine does: needed only to tune it.

The most likely cut of a unigram model (Kudo 2018), found by dynamic programming.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.screening.encoder.packed import Pieces

_SPACE = "\u2581"  # what stands for a space inside a piece
_PREFIX = "query: "
_FAR = 10.0  # an unknown character is this much less likely than the rarest piece


@dataclass(frozen=True, slots=True)
class Best:
    """The best cut up to a place: its score, the last piece, and where that begins."""

    score: float
    piece: int
    start: int


def cutter(pieces: Pieces, most: int) -> Callable[[str], list[int]]:
    """A function from a text to at most `most` numbers of pieces, begin and end included."""
    known = {piece.decode("utf-8", "replace"): at for at, piece in enumerate(pieces.pieces)}
    scores = pieces.scores.tolist()
    longest = max(len(piece) for piece in known)
    rare = min(scores) - _FAR

    def cut(text: str) -> list[int]:
        plain = _plain(_PREFIX + text, pieces)
        best = [Best(0.0, pieces.unknown, 0)]
        for end in range(1, len(plain) + 1):
            before = best[end - 1]
            found = Best(before.score + rare, pieces.unknown, end - 1)
            for start in range(max(0, end - longest), end):
                at = known.get(plain[start:end])
                if at is not None and best[start].score + scores[at] > found.score:
                    found = Best(best[start].score + scores[at], at, start)
            best.append(found)
        return [pieces.begin, *_walked(best)[: most - 2], pieces.end]

    return cut


def _walked(best: list[Best]) -> list[int]:
    end, found = len(best) - 1, []
    while end:
        found.append(best[end].piece)
        end = best[end].start
    return found[::-1]


def _plain(text: str, pieces: Pieces) -> str:
    codes = (code for sign in text for code in pieces.replaced.get(ord(sign), (ord(sign),)))
    spaced = re.sub(" +", " ", "".join(map(chr, codes)))
    return (spaced if spaced.startswith(" ") else " " + spaced).replace(" ", _SPACE)
