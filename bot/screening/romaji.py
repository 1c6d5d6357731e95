"""Japanese typed in Latin letters, turned into hiragana: `shinitai` → `しにたい`."""

from __future__ import annotations

import re

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの",
    "h": "はひふへほ", "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ",
    "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ",
}  # fmt: skip
_GLIDES = {
    "ky": "き", "gy": "ぎ", "sh": "し", "sy": "し", "j": "じ", "jy": "じ", "zy": "じ", "ch": "ち",
    "ty": "ち", "cy": "ち", "ny": "に", "hy": "ひ", "by": "び", "py": "ぴ", "my": "み", "ry": "り",
}  # fmt: skip


def _syllables() -> dict[str, str]:
    table = {
        consonant + vowel: kana[index]
        for consonant, kana in _ROWS.items()
        for index, vowel in enumerate("aiueo")
    }
    for consonant, kana in _GLIDES.items():
        table |= {consonant + "a": kana + "ゃ", consonant + "u": kana + "ゅ", consonant + "o": kana + "ょ"}
    table |= {"ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ", "wo": "を", "shi": "し", "chi": "ち"}
    table |= {"tsu": "つ", "fu": "ふ", "ji": "じ", "je": "じぇ", "n": "ん", "n'": "ん"}
    return table


SYLLABLES = _syllables()
WORD = re.compile(r"[a-z']+")
# Words of English that would also read as romaji.
_ENGLISH = frozenset(
    [
        "a",
        "i",
        "me",
        "to",
        "no",
        "do",
        "so",
        "he",
        "she",
        "be",
        "we",
        "use",
        "made",
        "same",
        "name",
        "home",
        "one",
        "are",
        "take",
        "here",
    ]
)


def read_word(word: str) -> list[tuple[str, int, int]] | None:
    """Kana with their place in the word, or None when the word is not romaji."""
    pieces: list[tuple[str, int, int]] = []
    at = 0
    while at < len(word):
        if at + 1 < len(word) and word[at] == word[at + 1] and word[at] not in "aiueon'":
            pieces.append(("っ", at, at + 1))
            at += 1
            continue
        for size in (3, 2, 1):
            kana = SYLLABLES.get(word[at : at + size])
            if kana and at + size <= len(word):
                pieces.append((kana, at, at + size))
                at += size
                break
        else:
            return None
    return pieces


def looks_romaji(text: str) -> bool:
    """Whether the Latin words of a text are Japanese rather than English or abbreviations."""
    words = [word for word in WORD.findall(text) if len(word) > 1]
    letters = sum(map(len, words))
    if letters < 4:
        return False
    japanese = sum(len(word) for word in words if word not in _ENGLISH and read_word(word))
    return japanese >= 0.7 * letters
