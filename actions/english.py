"""Telling English from romaji by the small words that only English has."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z']+")
_ENGLISH = frozenset(
    [
        "the",
        "is",
        "are",
        "am",
        "was",
        "were",
        "be",
        "been",
        "how",
        "what",
        "where",
        "when",
        "who",
        "why",
        "which",
        "can",
        "could",
        "do",
        "does",
        "did",
        "you",
        "your",
        "my",
        "me",
        "we",
        "our",
        "they",
        "he",
        "she",
        "his",
        "her",
        "him",
        "them",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "there",
        "for",
        "from",
        "with",
        "about",
        "of",
        "and",
        "or",
        "not",
        "have",
        "has",
        "had",
        "will",
        "would",
        "should",
        "may",
        "please",
        "help",
        "need",
        "want",
        "thank",
        "thanks",
        "hello",
        "english",
        "speak",
        "talk",
        "call",
        "know",
        "any",
        "some",
        "free",
        "cost",
        "son",
        "daughter",
        "brother",
        "sister",
        "family",
        "home",
        "visit",
        "office",
        "open",
        "closed",
        "apply",
        "join",
        "class",
    ]
)
_FEWEST = 2


def is_english(text: str) -> bool:
    """Whether a message is written in English."""
    plain = text.casefold().replace("’", "'")
    letters = [ch for ch in plain if ch.isalpha()]
    if not letters or sum(ch.isascii() for ch in letters) < 0.9 * len(letters):
        return False
    return len([word for word in _WORD.findall(plain) if word in _ENGLISH]) >= _FEWEST
