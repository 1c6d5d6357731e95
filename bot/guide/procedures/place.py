"""Looking for a place in the talk. The answers are forgotten as soon as the places are shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from bot.conversation.content import Bubble, Choice
from bot.guide.places.card import open_hours, place_card
from bot.guide.places.facts import AGE_GROUPS, WEEKDAYS, Place
from bot.guide.places.find import FoundPlace, PlaceFinding, PlaceWish, Spot, find_places, public_places
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.script import Person, ProcedureOver, Progress, Script
from bot.guide.procedures.state import Procedure
from bot.guide.procedures.steps import NotAnAnswer, Step, one_of

SHOWN_MAX = 5
FAMILY = "family"
"""What a procedure is about when a family member looks for somebody else."""
_DAYS = dict(zip("月火水木金土日", WEEKDAYS, strict=True))
_WISHES = tuple(field.name for field in fields(PlaceWish))


@dataclass(frozen=True, slots=True)
class FindPlace(Script):
    """Finds places that fit; every question can be left out, and the search begun at any time."""

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """Only questions that make a difference among the places there are."""
        places = await public_places(uow)
        if not places:
            raise ProcedureOver(Progress((no_places(),)))
        asked = [_age(), _online(), _weekday(), _area(places), _interest(places), _gender(), _alone()]
        useful = {name for name in _WISHES if len({_facet(place, name) for place in places}) > 1}
        return [step for step in asked if step.name in useful or step.name in procedure.answers]

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Show what fits, or what comes closest."""
        wish = wish_from(procedure.answers)
        found = find_places(await public_places(uow), wish, for_family=procedure.about == FAMILY)
        return Progress(tell(found))

    async def lead(self, uow: UnitOfWork, procedure: Procedure) -> str:
        """That nothing of it is kept."""
        return "いくつかおたずねします。答えなくてもさがせます。お答えは、さがし終わると消えます。"

    def left(self, procedure: Procedure) -> str:
        """Nothing is kept."""
        return "わかりました。さがすのをやめました。お答えは残していません。"


def wish_from(answers: Any) -> PlaceWish:
    """The wish behind the answers; what was left out makes no difference."""
    return PlaceWish(**{name: answers.get(name) for name in _WISHES if answers.get(name) not in (None, "")})


def tell(found: PlaceFinding, *, near: bool = False) -> tuple[Bubble, ...]:
    """The places as text and cards."""
    shown = (found.fitting or found.near_in_kind)[:SHOWN_MAX]
    if not shown:
        return (
            Bubble(
                "ごめんなさい。ご希望に合う居場所は、いまは登録されていません。相談員が一緒に考えることもできます。",
                (choices.FIND, choices.HUMAN),
            ),
        )
    if found.fitting:
        lead = "近い順にご案内します。" if near else "こちらの居場所があります。"
    else:
        lead = "ぴったりの居場所は見つかりませんでした。近いものをご案内します。"
    told = "\n".join(f"{place}. {line(one)}" for place, one in enumerate(shown, start=1))
    ask = "はじめてのときは、窓口に聞いてからおいでになると安心です。"
    return (
        Bubble(
            f"{lead}\n{told}\n{ask}",
            (choices.FIND, choices.HUMAN),
            cards=tuple(place_card(one) for one in shown),
        ),
    )


def no_places() -> Bubble:
    """The city has not registered any."""
    return Bubble(
        "居場所は、まだ登録されていません。窓口でお確かめください。相談員におたずねになることもできます。",
        (choices.HUMAN,),
    )


def near(places: Sequence[Place], wish: PlaceWish, spot: Spot, *, for_family: bool) -> tuple[Bubble, ...]:
    """The nearest places that fit. The spot is used here and forgotten."""
    found = find_places(places, wish, near=spot, for_family=for_family)
    return tell(found, near=any(one.distance_km is not None for one in found.fitting))


def line(one: FoundPlace) -> str:
    """A place in one line."""
    place = one.place
    name = place.name if not place.sample or "見本" in place.name else f"【見本】{place.name}"
    parts = [name, open_hours(place), place.area if place.in_person else "オンライン"]
    if one.distance_km is not None:
        parts.append(f"およそ{one.distance_km:.1f}km")
    if one.to_tell:
        parts.append("（ご本人のための場所）")
    return "　".join(part for part in parts if part)


_AGE = re.compile(r"(\d{1,2})\s*(?:歳|才|さい|代)")
_AGE_WORDS = {"高校": "10s", "中学": "10s", "中高生": "10s", "大学": "20s", "学生": "10s"}


def read_age_group(text: str) -> str:
    """The age group a text names (27歳, 30代, 高校生); NotAnAnswer."""
    plain = unicodedata.normalize("NFKC", text)
    found = _AGE.search(plain) or re.fullmatch(r"\s*(\d{2})\s*", plain)
    if found and 10 <= int(found[1]) <= 99:
        return AGE_GROUPS[min(int(found[1]) // 10, 6) - 1]
    named = {group for word, group in _AGE_WORDS.items() if word in plain}
    if len(named) == 1:
        return named.pop()
    raise NotAnAnswer("年代を教えてください（例：20代、35歳）。こだわらないときは「どれでもよい」でどうぞ。")


def read_weekday(text: str) -> str:
    """The weekday a text names; NotAnAnswer."""
    plain = unicodedata.normalize("NFKC", text)
    found = set(re.findall(r"([月火水木金土日])曜", plain)) or set(
        re.findall(r"^([月火水木金土日])$", plain.strip())
    )
    if len(found) == 1:
        return _DAYS[found.pop()]
    raise NotAnAnswer("曜日をひとつ教えてください（例：土曜）。いつでもよいときは「どれでもよい」でどうぞ。")


_ONLINE = {"オンライン": True, "家から": True, "ネット": True, "自宅": True, "zoom": True,
           "会場": False, "対面": False, "会場に行く": False, "行きたい": False, "その場": False}  # fmt: skip
_GENDER = {"女性": "women", "女": "women", "女の人": "women", "男性": "men", "男": "men", "男の人": "men"}
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


def _facet(place: Place, name: str) -> object:
    match name:
        case "age_group":
            return place.age_groups
        case "gender":
            return place.genders
        case "interest":
            return place.interests
        case "weekday":
            return place.weekdays
        case "area":
            return place.area
        case "online":
            return (place.online, place.in_person)
        case _:
            return place.alone_ok


def hints(text: str) -> dict[str, Any]:
    """What the first words already say about the wish."""
    found: dict[str, Any] = {}
    readers = {"age_group": read_age_group, "weekday": read_weekday}
    for name, read in readers.items():
        try:
            found[name] = read(text)
        except NotAnAnswer:
            continue
    plain = unicodedata.normalize("NFKC", text)
    if "オンライン" in plain or "家から" in plain:
        found["online"] = True
    if "女性だけ" in plain or "女性専用" in plain or "女子会" in plain:
        found["gender"] = "women"
    return found
