"""GiNZA with nothing but its tokenizer and word vectors: about a millisecond a message.

The parser, tagger, entity recogniser and the rest cost ten times that and say nothing the
classifier uses: Sudachi's normalized form and reading already come from the tokenizer.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import spacy

from bot.nlu.romaji import to_katakana

_UNUSED = (
    "tok2vec",
    "parser",
    "ner",
    "morphologizer",
    "attribute_ruler",
    "compound_splitter",
    "bunsetu_recognizer",
    "lemmatizer",
    "tagger",
    "senter",
)
_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
LONGEST = 2000
"""Characters of a message that are read; Sudachi refuses very long texts."""


@dataclass(frozen=True)
class Word:
    """One token: as written, in Sudachi's normalized form, and as it is read in katakana."""

    text: str
    norm: str
    reading: str
    start: int
    tag: str = ""
    """Sudachi's part of speech, such as 名詞-固有名詞-地名-一般."""


@lru_cache(maxsize=2)
def load(model: str = "ja_ginza") -> Any:
    """The spaCy pipeline, loaded once a process."""
    return spacy.load(model, exclude=list(_UNUSED))


def fold(text: str) -> str:
    """Half-width kana and full-width letters made ordinary; lone surrogates and controls dropped."""
    clean = "".join(" " if unicodedata.category(ch) in ("Cc", "Cs") else ch for ch in text)
    return unicodedata.normalize("NFKC", clean)[:LONGEST]


def words(text: str) -> list[Word]:
    """The message's tokens, blanks left out."""
    document = load()(fold(text))
    return [
        Word(token.text, token.norm_.lower(), _reading(token), token.idx, token.tag_)
        for token in document
        if token.text.strip()
    ]


def vectors(texts: list[str]) -> np.ndarray:
    """One row a token; zeros where the token is unknown."""
    vocabulary = load().vocab
    width = vocabulary.vectors_length
    if not texts:
        return np.zeros((1, width), dtype=np.float32)
    return np.stack([vocabulary[text].vector for text in texts]).astype(np.float32)


def _reading(token: Any) -> str:
    lowered = token.text.lower()
    if lowered.isascii() and lowered.isalpha():
        return to_katakana(lowered) or lowered
    spoken = token.morph.get("Reading")
    return (spoken[0] if spoken else lowered).translate(_HIRAGANA_TO_KATAKANA)
