"""One spelling for the many ways people write, with a way back to what they wrote.

`normalize` gives two views of a text. `plain` is what the tokenizer and the model
read; `folded` has katakana turned into hiragana, and is what the signals match.
Every character of a view knows its place in the original text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from bot.screening import hidden, romaji

_SEPARATORS = " \u3000.,・,、。_/|ー-~〜…'’`*+"
_LONE = r"(?:タヒ|[\p{Hiragana}\p{Katakana}\p{Han}a-z])"
# Letters standing one by one: at least three of them, each followed by the same kind of gap.
_SPACED = regex.compile(
    rf"(?<![\p{{Hiragana}}\p{{Katakana}}\p{{Han}}a-z])(?:{_LONE}[ ._・/|、。,…\-]{{1,2}}){{2,}}{_LONE}(?!{_LONE})"
)
_STRETCH = regex.compile(r"(?<=[\p{Hiragana}\p{Han}])[ー〜~]+")
_REPEAT = regex.compile(r"([^\d\s])\1{2,}")
_JOINERS = "\uff9e\uff9f\u3099\u309a"
_SMALL = str.maketrans("ぁぃぅぇぉ", "あいうえお")
_PICTURES = {"🔪": "包丁", "💊": "薬", "🩸": "血"}

Piece = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class View:
    """A rewritten text; `starts` and `ends` are places in the original, one a character."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original that a part of this view came from."""
        if not self.starts or end <= start:
            return (0, 0)
        return self.starts[start], self.ends[min(end, len(self.ends)) - 1]


@dataclass(frozen=True, slots=True)
class Normalized:
    """The views of one text."""

    original: str
    plain: View
    folded: View


def normalize(text: str) -> Normalized:
    """Both views of a text; any string at all is accepted."""
    pieces = _compose(text)
    pieces = _unspace(pieces)
    pieces = _shorten(pieces)
    pieces = _read_romaji(pieces)
    pieces = hidden.reveal(pieces)
    plain = _view(pieces)
    folded = View(fold(plain.text), plain.starts, plain.ends)
    return Normalized(text, plain, folded)


def fold(text: str) -> str:
    """Katakana as hiragana and small vowels as full ones; the length stays the same."""
    return text.translate(_TO_HIRAGANA).translate(_SMALL)


_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def _compose(text: str) -> list[Piece]:
    """NFKC in small groups, so that each character keeps its place; lower case; no controls."""
    pieces: list[Piece] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and text[end] in _JOINERS:
            end += 1
        group = text[at:end]
        if group in _PICTURES:
            pieces += [(char, at, end) for char in _PICTURES[group]]
        elif group.isascii() and (group.isprintable() or group == "\n"):
            pieces.append((group.lower(), at, end))
        else:
            for char in unicodedata.normalize("NFKC", group).lower():
                if unicodedata.category(char)[0] not in "CM" or char == "\n":
                    pieces.append((char, at, end))
        at = end
    return pieces


def _text(pieces: list[Piece]) -> str:
    return "".join(piece[0] for piece in pieces)


def _unspace(pieces: list[Piece]) -> list[Piece]:
    """死 に た い → 死にたい; words that merely stand apart stay apart."""
    text = _text(pieces)
    drop: set[int] = set()
    for match in _SPACED.finditer(text):
        drop.update(at for at in range(*match.span()) if text[at] in " ._・/|、。,…-")
    return [piece for at, piece in enumerate(pieces) if at not in drop] if drop else pieces


def _shorten(pieces: list[Piece]) -> list[Piece]:
    """しにたーーいいいい → しにたい: drawn-out sounds and repeated characters."""
    text = _text(pieces)
    drop: set[int] = set()
    for match in _STRETCH.finditer(text):
        drop.update(range(*match.span()))
    for match in _REPEAT.finditer(text):
        drop.update(range(match.start() + 1, match.end()))
    return [piece for at, piece in enumerate(pieces) if at not in drop] if drop else pieces


def _read_romaji(pieces: list[Piece]) -> list[Piece]:
    text = _text(pieces)
    if not romaji.looks_romaji(text):
        return pieces
    read: list[Piece] = []
    done = 0
    for match in romaji.WORD.finditer(text):
        kana = romaji.read_word(match.group())
        if kana is None:
            continue
        read += pieces[done : match.start()]
        for group, start, end in kana:
            first, last = pieces[match.start() + start], pieces[match.start() + end - 1]
            read += [(char, first[1], last[2]) for char in group]
        done = match.end()
    return read + pieces[done:]


def _view(pieces: list[Piece]) -> View:
    return View(_text(pieces), tuple(piece[1] for piece in pieces), tuple(piece[2] for piece in pieces))
