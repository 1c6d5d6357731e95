"""The questions of the place finder, and reading their answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from bot.conversation.content import Choice
from bot.guide.entities.plain import fold, plain
from bot.guide.places.facts import AGE_GROUPS, WEEKDAYS, Place
from bot.guide.procedures import choices
from bot.guide.procedures.steps import NotAnAnswer, Step, one_of

_DAYS = dict(zip("月火水木金土日", WEEKDAYS, strict=True))


def questions(places: Sequence[Place]) -> list[Step]:
    """All questions there can be among these places."""
    return [_age(), _online(), _weekday(), _area(places), _interest(places), _gender(), _alone()]


_AGE = re.compile(r"(\d{1,2})\s*(?:歳|才|さい|代)")
_AGE_WORDS = {"高校": "10s", "中学": "10s", "中高生": "10s", "大学": "20s", "学生": "10s"}


def read_age_group(text: str) -> str:
    """The age group a text names (27歳, 30代, 高校生); NotAnAnswer."""
    told = plain(fold(text)).text
    found = _AGE.search(told) or re.fullmatch(r"(?:本人は|息子は|娘は)?(\d{2})(?:です|や|だよ)?[。.]?", told)
    if found and 10 <= int(found[1]) <= 99:
        return AGE_GROUPS[min(int(found[1]) // 10, 6) - 1]
    named = {group for word, group in _AGE_WORDS.items() if word in told}
    if len(named) == 1:
        return named.pop()
    raise NotAnAnswer("年代を教えてください（例：20代、35歳）。こだわらないときは「どれでもよい」でどうぞ。")


def read_weekday(text: str) -> str:
    """The weekday a text names; NotAnAnswer."""
    told = unicodedata.normalize("NFKC", text)
    found = set(re.findall(r"([月火水木金土日])曜", told)) or set(
        re.findall(r"^([月火水木金土日])(?:です|かな|が(?:いい|ええ).{0,4})?$", told.strip())
    )
    if len(found) == 1:
        return _DAYS[found.pop()]
    raise NotAnAnswer("曜日をひとつ教えてください（例：土曜）。いつでもよいときは「どれでもよい」でどうぞ。")


_ONLINE = {"オンライン": True, "家から": True, "ネット": True, "自宅": True, "zoom": True, "家": True, "いえ": True,
           "うち": True, "家で": True, "会場": False, "対面": False, "会場に行く": False, "行きたい": False, "行く": False,
           "行けます": False, "その場": False, "外": False}  # fmt: skip
_GENDER = {
    "女性": "women",
    "女": "women",
    "女の人": "women",
    "男性": "men",
    "男": "men",
    "男の人": "men",
    "息子": "men",
    "娘": "women",
}
_ALONE = {"ひとりで": True, "一人で": True, "1人で": True, "はい": True, "だれかと": False, "誰かと": False,
          "家族と": False, "いいえ": False}  # fmt: skip


def _age() -> Step:
    buttons = tuple(Choice(f"{group[:2]}代", f"{group[:2]}代") for group in AGE_GROUPS[:-1])
    return _step(
        "age_group", "年代", "何歳くらいの方ですか。", read_age_group, (*buttons, Choice("60代以上", "60代"))
    )


def _online() -> Step:
    buttons = (Choice("会場に行く", "会場に行く"), Choice("オンライン", "オンライン"))
    otherwise = "会場に行くか、オンラインか、教えてください。"
    return _step(
        "online",
        "参加のしかた",
        "会場に行きますか。家からオンラインで参加しますか。",
        one_of(_ONLINE, otherwise),
        buttons,
    )


def _weekday() -> Step:
    buttons = tuple(Choice(f"{day}曜", f"{day}曜") for day in _DAYS)
    return _step("weekday", "曜日", "何曜日がよいですか。", read_weekday, buttons)


def _area(places: Sequence[Place]) -> Step:
    areas = list(dict.fromkeys(place.area for place in places if place.in_person and place.area))[:8]
    otherwise = "地域を教えてください。"
    return _step(
        "area",
        "地域",
        "どのあたりがよいですか。",
        one_of({area: area for area in areas}, otherwise),
        _buttons(areas),
    )


def _interest(places: Sequence[Place]) -> Step:
    interests = list(dict.fromkeys(word for place in places for word in place.interests))[:9]
    otherwise = "気になるものを、ひとつ教えてください。"
    options = {word: word for word in interests}
    return _step(
        "interest",
        "好きなこと",
        "好きなことや、してみたいことはありますか。",
        one_of(options, otherwise),
        _buttons(interests),
    )


def _gender() -> Step:
    buttons = (Choice("女性", "女性"), Choice("男性", "男性"))
    question = "女性だけ、男性だけの場所もあります。よければ教えてください。"
    return _step(
        "gender", "性別", question, one_of(_GENDER, "女性か男性か、または「どれでもよい」でどうぞ。"), buttons
    )


def _alone() -> Step:
    buttons = (Choice("ひとりで", "ひとりで"), Choice("だれかと", "だれかと"))
    return _step(
        "alone",
        "はじめての日",
        "はじめての日は、ひとりで行きますか。",
        one_of(_ALONE, "「ひとりで」か「だれかと」で教えてください。"),
        buttons,
    )


def _step(name: str, label: str, question: str, read: Any, buttons: Sequence[Choice]) -> Step:
    ends = (choices.ANY, choices.ENOUGH)
    return Step(name, label, question, read, (*buttons, *ends), optional=True, left_out=None)


def _buttons(words: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(word[:20], word) for word in words)


def hints(text: str, places: Sequence[Place] = ()) -> dict[str, Any]:
    """What the first words already say about the wish. With `places`, what they like and where
    counts where there is such a place."""
    found: dict[str, Any] = {}
    for name, reader in (("age_group", read_age_group), ("weekday", read_weekday)):
        try:
            found[name] = reader(text)
        except NotAnAnswer:
            continue
    told = unicodedata.normalize("NFKC", text)
    if "オンライン" in told or "家から" in told:
        found["online"] = True
    if re.search(r"女性(?:だけ|専用|のみ|限定)|女子会", told):
        found["gender"] = "women"
    if re.search(r"男性(?:だけ|専用|のみ|限定)", told):
        found["gender"] = "men"
    liked = [word for place in places for word in place.interests if word in told]
    near = [place.area for place in places if place.in_person and place.area and place.area in told]
    return {**found, **({"interest": liked[0]} if liked else {}), **({"area": near[0]} if near else {})}
