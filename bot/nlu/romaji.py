"""Romaji to katakana, so that `kazoku kyoushitsu` meets 家族教室 on common ground.

A word is converted only when all of it reads as Japanese syllables; English stays as it is.
"""

from __future__ import annotations

_VOWELS = "aiueo"
_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
}
_BLENDS = {
    "ky": "キ",
    "sy": "シ",
    "sh": "シ",
    "ty": "チ",
    "ch": "チ",
    "ny": "ニ",
    "hy": "ヒ",
    "my": "ミ",
    "ry": "リ",
    "gy": "ギ",
    "zy": "ジ",
    "j": "ジ",
    "by": "ビ",
    "py": "ピ",
}
_SMALL = {"a": "ャ", "u": "ュ", "o": "ョ"}
_IRREGULAR = {
    "ya": "ヤ", "yu": "ユ", "yo": "ヨ", "wa": "ワ", "wo": "ヲ", "n": "ン", "nn": "ン",
    "shi": "シ", "chi": "チ", "tsu": "ツ", "fu": "フ", "ji": "ジ", "she": "シェ", "che": "チェ", "je": "ジェ",
    "fa": "ファ", "fi": "フィ", "fe": "フェ", "fo": "フォ", "ti": "ティ", "di": "ディ",
}  # fmt: skip


def _table() -> dict[str, str]:
    table = {
        row + vowel: kana for row, line in _ROWS.items() for vowel, kana in zip(_VOWELS, line, strict=True)
    }
    table.update({head + v: kana + small for head, kana in _BLENDS.items() for v, small in _SMALL.items()})
    return table | _IRREGULAR


_SYLLABLES = _table()


def to_katakana(word: str) -> str | None:
    """The word in katakana, or None when it is not romaji. `word` is lower-case ASCII."""
    out: list[str] = []
    at = 0
    while at < len(word):
        doubled = at + 1 < len(word) and word[at] == word[at + 1]
        if doubled and word[at] not in "aiueon":
            out.append("ッ")
            at += 1
            continue
        size = next((n for n in (3, 2, 1) if word[at : at + n] in _SYLLABLES and at + n <= len(word)), 0)
        if not size:
            return None
        out.append(_SYLLABLES[word[at : at + size]])
        at += size
    return "".join(out)
