"""What a person answers when booking, checked answer by answer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.guide.bookings.errors import AnswerInvalid, PeopleOutOfRange
from bot.guide.plain_text import clean_text, one_line

PEOPLE_MAX = 10
"""The most people one booking is for; more are a matter for the desk."""
_LIMITS = {"nickname": 30, "contact_detail": 100, "agency": 60, "wishes": 300}
_LABELS = {
    "nickname": "お名前（ニックネーム）",
    "contact_detail": "ご連絡先",
    "agency": "所属",
    "wishes": "ご希望",
}
_KANJI = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_NUMBER = r"[+-]?\d+|[〇一二三四五六七八九十]+"
_COUNTED = re.compile(rf"({_NUMBER})\s*(?:人|名|にん|めい|席)")
_BARE = re.compile(rf"({_NUMBER})(?:です|でお願いします)?")
_IN_WORDS = {"ひとり": 1, "自分だけ": 1, "私だけ": 1, "わたしだけ": 1, "ふたり": 2, "夫婦": 2}


@dataclass(frozen=True, slots=True)
class BookingAnswers:
    """The answers of one booking, cleaned. AnswerInvalid or PeopleOutOfRange say what is wrong."""

    nickname: str
    people: int = 1
    contact_detail: str = ""
    agency: str = ""
    wishes: str = ""

    def __post_init__(self) -> None:
        for field in _LIMITS:
            object.__setattr__(self, field, check_answer(field, getattr(self, field)))
        object.__setattr__(self, "people", check_people(self.people))


def check_answer(field: str, text: str) -> str:
    """One answer in words as it is stored; AnswerInvalid when it is missing or too long."""
    cleaned = clean_text(text) if field == "wishes" else one_line(text)
    if field == "nickname" and not any(not sign.isspace() and sign.isprintable() for sign in cleaned):
        raise AnswerInvalid(field, "お呼びするお名前を教えてください。ニックネームでもかまいません。")
    if len(cleaned) > _LIMITS[field]:
        raise AnswerInvalid(field, f"{_LABELS[field]}は{_LIMITS[field]}文字までで教えてください。")
    return cleaned


def check_people(people: int) -> int:
    """The number of people; PeopleOutOfRange unless it is 1 to 10."""
    if not 1 <= people <= PEOPLE_MAX:
        raise PeopleOutOfRange(people, PEOPLE_MAX)
    return people


def read_people(text: str) -> int:
    """The number of people a text names (2, ２人, 二名, ふたり); AnswerInvalid when it names none
    or several, PeopleOutOfRange when it is not 1 to 10."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("。.!")
    named = {_value(digits) for digits in _COUNTED.findall(plain)}
    named |= {value for word, value in _IN_WORDS.items() if word in plain}
    if not named and (bare := _BARE.fullmatch(plain)):
        named = {_value(bare[1])}
    if len(named) != 1:
        raise AnswerInvalid("people", f"何人でお越しになるか、1から{PEOPLE_MAX}までの数で教えてください。")
    return check_people(named.pop())


def _value(digits: str) -> int:
    if digits.lstrip("+-").isdigit():
        return int(digits[:6])
    tens, ten, ones = digits.partition("十")
    if not ten:
        return int("".join(str(_KANJI[sign]) for sign in digits[:6]))
    return (_KANJI.get(tens[-1:], 1) if tens else 1) * 10 + (_KANJI.get(ones[:1], 0) if ones else 0)
