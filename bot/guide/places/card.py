"""How a place is shown."""

from __future__ import annotations

import re

from bot.conversation.content import Card, Choice
from bot.guide.bookings.words import marked
from bot.guide.places.facts import WEEKDAYS, Place, PlaceFacts
from bot.guide.places.find import FoundPlace

ASK_LABEL = "窓口に聞いてみる"
_ASK = "「{name}」のことを窓口に聞きたい"
_ASKED = re.compile(r"「(?P<name>.{1,60})」のことを窓口に聞きたい")
_NAME_MAX = 60
_DAYS = dict(zip(WEEKDAYS, "月火水木金土日", strict=True))
_AGES = {"10s": "10代", "20s": "20代", "30s": "30代", "40s": "40代", "50s": "50代", "60s": "60代以上"}
_GENDERS = {"women": "女性", "men": "男性"}
_TO_TELL = "ご本人のための場所です。ご本人に、こういう場所があるとお伝えいただけます。"


def place_card(found: FoundPlace) -> Card:
    """The card of a place. With `to_tell` it speaks to families, who can tell the person about it."""
    place = found.place
    return Card(
        marked(place.name, sample=place.sample),
        tuple(line for line in _lines(found) if line),
        (Choice(ASK_LABEL, _ASK.format(name=place.name[:_NAME_MAX])),),
    )


def read_place_button(text: str) -> str | None:
    """The name of the place whose button a text comes from; None for any other text."""
    found = _ASKED.fullmatch(text.strip().rstrip("。"))
    return found["name"] if found else None


def open_hours(place: PlaceFacts) -> str:
    """When a place is open, in words; empty when nothing is written."""
    days = "・".join(_DAYS[day] for day in place.weekdays)
    clock = f"{place.opens}から{place.closes}まで" if place.opens and place.closes else ""
    if not clock and (place.opens or place.closes):
        clock = f"{place.opens}から" if place.opens else f"{place.closes}まで"
    return " ".join(part for part in (f"{days}曜日" if days else "", clock, place.hours) if part)


def _lines(found: FoundPlace) -> list[str]:
    place = found.place
    return [
        _TO_TELL if found.to_tell else "",
        f"開いている時：{hours}" if (hours := open_hours(place)) else "",
        _where(place),
        "" if found.distance_km is None else f"ここから{distance(found.distance_km)}",
        f"対象：{_for_whom(place)}" if _for_whom(place) else "",
        f"すること：{'、'.join(place.interests)}" if place.interests else "",
        f"運営：{place.run_by}" if place.run_by else "",
        "" if place.alone_ok else "はじめての時は、だれかと一緒においでください",
        f"はじめての時：{place.first_time}" if place.first_time else "",
        f"たずね方：{place.how_to_ask}" if place.how_to_ask else "",
    ]


def _where(place: Place) -> str:
    if not place.in_person:
        return "オンラインで参加できます"
    area = f"地域：{place.area}" if place.area else ""
    online = "オンラインでも参加できます" if place.online else ""
    return "。".join(part for part in (area, online) if part)


def _for_whom(place: Place) -> str:
    ages = "・".join(_AGES[group] for group in place.age_groups)
    genders = "・".join(_GENDERS[gender] for gender in place.genders)
    return "、".join(part for part in (ages, genders) if part)


def distance(km: float) -> str:
    """How far, as it is said: to 100 metres below one kilometre."""
    return f"およそ{max(100, round(km * 10) * 100)}m" if km < 0.95 else f"およそ{km:.1f}km"
