"""Words in their normalized form, from GiNZA's tokenizer (Sudachi) without the rest of GiNZA.

Loading the dictionary takes about 0.2 s and a message a quarter of a millisecond,
where a whole GiNZA pipeline needs seconds to load.
"""

from __future__ import annotations

import threading
from functools import cache

from sudachipy import Dictionary, SplitMode, Tokenizer  # type: ignore[import-untyped]

_LIMIT = 12_000  # Sudachi refuses texts above 49,149 bytes.
_local = threading.local()


@cache
def _dictionary() -> Dictionary:
    return Dictionary()


def _tokenizer() -> Tokenizer:
    # A tokenizer must not be shared between threads.
    found: Tokenizer | None = getattr(_local, "tokenizer", None)
    if found is None:
        found = _local.tokenizer = _dictionary().create(mode=SplitMode.C)
    return found


def words(text: str) -> list[tuple[str, int, int]]:
    """Each word's normalized form with its place in the text; spaces are left out."""
    found = []
    for token in _tokenizer().tokenize(text[:_LIMIT]):
        form = token.normalized_form()
        if form.strip():
            found.append((form, token.begin(), token.end()))
    return found
