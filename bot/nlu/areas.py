"""Names of areas: what Sudachi's dictionary calls a place name, and words that stand where one stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.guide.entities import Entity


class Word(Protocol):
    """A token: its text, its place, and Sudachi's part of speech."""

    text: str
    start: int
    tag: str


PLACE_NAME = "固有名詞-地名"
_PROPER = "固有名詞"
_NO_AREA = frozenset(["日本", "国", "市", "県", "町", "アメリカ", "中国", "韓国", "関西", "播州", "japan"])
_AFTER_PROPER = re.compile(
    r"(?:駅|地区|校区|小学?校区|中学?校区|町|区|市|村|のあたり|の辺り|辺り|周辺|方面|のほう|の方に|に(?:住|引っ越|ある|いる|おる|お住)|在住|から(?:通|行|来)|の民生委員|の自治会|の者)"
)
_ENDINGS = ("駅", "駅前")
_JOINED = ("町", "区", "市", "村")


def read_areas(text: str, words: Sequence[Word]) -> Iterator[Entity]:
    """The areas named in a folded text. `words` are its tokens."""
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and PLACE_NAME in words[end].tag and _adjoin(words, at, end):
            end += 1
        if end > at:
            yield from _area(text, words, at, end)
        elif _PROPER in words[at].tag and _stands_for_area(text, words[at]):
            end = at + 1
            yield from _area(text, words, at, end)
        at = max(end, at + 1)


def _adjoin(words: Sequence[Word], first: int, at: int) -> bool:
    return at == first or words[at].start == words[at - 1].start + len(words[at - 1].text)


def _stands_for_area(text: str, word: Word) -> bool:
    if word.text.endswith(_ENDINGS):
        return True
    return bool(_AFTER_PROPER.match(text, word.start + len(word.text)))


def _area(text: str, words: Sequence[Word], first: int, end: int) -> Iterator[Entity]:
    start = words[first].start
    stop = words[end - 1].start + len(words[end - 1].text)
    if end < len(words) and words[end].text in _JOINED and words[end].start == stop:
        stop += len(words[end].text)
    name = text[start:stop]
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    if name and name.lower() not in _NO_AREA and len(name) > 1:
        yield Entity("area", name, name, start)
