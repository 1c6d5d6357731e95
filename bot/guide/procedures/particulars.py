"""Answers that can be recognised wherever they stand: telephone, mail, number of people, name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.guide.entities.numbers import read_counts
from bot.guide.entities.plain import fold, plain
from bot.guide.procedures.names import agency_and_name

_PHONE = re.compile(r"(?<!\d)(?:\+81|0)\d(?:[\s\-‐－ー–—―()の]{0,2}\d){7,10}(?!\d)")
_MOBILE = re.compile(r"0[5-9]0")
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_POSTAL = re.compile(r"〒\s*\d{3}[\-‐－ー–—―]?\d{4}|(?<![\d\-])\d{3}[\-‐－ー–—―]\d{4}(?![\d\-])")
_COPIES = re.compile(r"(?<!\d)(\d{1,3})\s*(?:部|冊)(?!屋|門|長|署)")
_NAMED = re.compile(
    r"(?:お?名前|なまえ|ニックネーム|呼び名|宛名)は[、\s]*(?P<name>[^、。,\n]{1,30}?)"
    r"(?:(?:と(?:申|い|言)|です|でお願い|にして|に変更|に変え|で(?=[、。,\s]|$))[^、。,\n]*)?(?=[、。,\n]|$)"
)
_CALLED = re.compile(
    r"(?:^|[、。,\s])(?P<name>[^、。,\s]{1,40}?)(?:と(?:申し|もうし|いい)ます|と呼んでください)"
)
_ALONE = re.compile(
    r"(?:やっぱり)?(?:[1一]\s*(?:人|名)|ひとり)(?:で|だけ)*(?:です|お願いします|行きます)?[。.!]?"
)
"""One person, where the text says nothing else: 一人息子 and ひとりで悩む are not counts."""
_TO_SIGN = str.maketrans("‐－–—―", "-----")


@dataclass(frozen=True, slots=True)
class Particular:
    """One answer found in a text: what it is, its value in words, and its place in the folded text."""

    what: str
    value: str
    start: int
    end: int


def particulars(text: str) -> list[Particular]:
    """What a text tells that needs no question to be understood, in its order. Places are those in
    the text as `fold` leaves it."""
    return sorted(_found(fold(text)), key=lambda one: one.start)


def without(text: str, found: list[Particular]) -> str:
    """The folded text without what was found in it."""
    rest = fold(text)
    for one in sorted(found, key=lambda one: -one.start):
        rest = f"{rest[: one.start]}、{rest[one.end :]}"
    return rest


def phone_in(text: str) -> str:
    """The one telephone number in a text, its digits; "" where there is none, or it cannot be one."""
    numbers = [re.sub(r"\D", "", match[0].replace("+81", "0")) for match in _PHONE.finditer(_signs(text))]
    right = [number for number in numbers if len(number) == (11 if _MOBILE.match(number) else 10)]
    return right[0] if len(numbers) == len(right) == 1 else ""


def mail_in(text: str) -> str:
    """The mail address in a text; "" where there is none."""
    found = _MAIL.search(unicodedata.normalize("NFKC", text))
    return found[0] if found else ""


def _found(text: str) -> Iterator[Particular]:
    signs = _signs(text)
    for match in _PHONE.finditer(signs):
        yield Particular("phone", match[0], *match.span())
    for what, pattern in (("mail", _MAIL), ("postal_code", _POSTAL)):
        for match in pattern.finditer(signs):
            yield Particular(what, match[0], *match.span())
    for match in _COPIES.finditer(text):
        yield Particular("copies", match[1], *match.span())
    counted = plain(text)
    for value, start, end in read_counts(counted):
        words, begin = counted.span(start, end)
        yield Particular("people", value, begin, begin + len(words))
    alone = _ALONE.fullmatch(text.strip())
    if alone is not None:
        yield Particular("people", "1", 0, len(text))
    name = _NAMED.search(text) or _CALLED.search(text)
    if name is not None:
        agency, called = agency_and_name(name["name"])
        yield Particular("name", called, *name.span())
        if agency:
            yield Particular("agency", agency, name.start(), name.start())


def _signs(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_TO_SIGN)
