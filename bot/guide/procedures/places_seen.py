"""Places that were found: shown page by page, and one by one when they are asked about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.content import Bubble, Choice
from bot.guide.bookings.words import marked
from bot.guide.places.card import distance, open_hours, place_card
from bot.guide.places.facts import Place
from bot.guide.places.find import FoundPlace, PlaceFinding, public_places
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.said import number, plain, pointed_line
from bot.guide.procedures.script import Person, ProcedureOver, Progress, Script
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.procedures.steps import NotAnAnswer, Step
from bot.guide.requests.kinds import RequestKind

FAMILY = "family"
"""What a procedure is about when a family member looks for somebody else."""
MORE = "more"
SEARCH = "search"
_MORE = Choice("もっと見る", "もっと見る")
_ASKS_MORE = re.compile(
    r"(?:もっと|もう少し|ほか(?:に|の)?(?:も|は)?|他(?:に|の)?(?:も|は)?|次|つぎ|続き|残り)(?:の(?:居場所|場所|ところ))?(?:を|も|は|が)?"
    r"(?:見(?:る|せて|たい)|見せて|ある|あります(?:か)?|ありませんか|教えて|ない|ないですか|知りたい|お願い)?(?:ください|ほしい|です)?(?:か)?"
)
_SEARCHES = frozenset(
    {"さがす", "探す", "探したい", "さがしたい", "居場所をさがす", "条件でさがす", "条件で探す"}
)
_ONE_MAX = 40
"""Characters of a text that asks about one of the places."""


@dataclass(frozen=True, slots=True)
class SeePlaces(Script):
    """Places have been shown. Of the search itself nothing is kept but which were found."""

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """The one question that is never put."""
        known = {place.id: place.name for place in await public_places(uow)}
        shown = [(one, known.get(one, "")) for one in procedure.answers["places"]]
        return [Step("see", "居場所", "", lambda text: pointed(text, shown))]

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """One place, the next places, or another search."""
        seen, family = procedure.answers["see"], procedure.about == FAMILY
        start = int(procedure.answers.get("next", 0))
        ids = procedure.answers["places"]
        standing = replace(procedure, answers={"places": ids, "next": start}, asked="")
        if seen == SEARCH:
            return Progress((), Procedure(Kind.FIND_PLACE, procedure.about))
        known = {place.id: place for place in await public_places(uow)}
        places = [FoundPlace(known[one], family and known[one].persons_only) for one in ids if one in known]
        if seen != MORE:
            one = next((one for one in places if one.place.id == seen), None)
            if one is None:
                raise ProcedureOver(Progress((_all_shown(),)))
            return Progress((_single(one),), standing)
        page = places[start : start + _PAGE]
        if not page:
            return Progress((_all_shown(),), standing)
        shown = _listed("つづきです。", page, start + 1, more=start + _PAGE < len(places))
        return Progress((shown,), replace(standing, answers={"places": ids, "next": start + _PAGE}))


_PAGE = 5
"""Places on a further page."""


def first(found: PlaceFinding, *, family: bool, shown_max: int) -> Progress:
    """The first places found, and the way to the others."""
    everyone = found.fitting or found.near_in_kind
    told = tell(found, shown_max=shown_max)
    if not everyone:
        return Progress((told,))
    kept = {"places": [one.place.id for one in everyone], "next": shown_max}
    return Progress((told,), Procedure(Kind.SEE_PLACES, FAMILY if family else "", kept))


def tell(found: PlaceFinding, *, shown_max: int, near: bool = False) -> Bubble:
    """The places as text and cards."""
    everyone = found.fitting or found.near_in_kind
    if not everyone:
        return Bubble(
            "ごめんなさい。ご希望に合う居場所は、いまは登録されていません。相談員が一緒に考えることもできます。",
            (choices.FIND, choices.HUMAN),
        )
    if found.fitting:
        lead = "近い順にご案内します。" if near else "こちらの居場所があります。"
    else:
        lead = "ぴったりの居場所は見つかりませんでした。近いものをご案内します。"
    return _listed(lead, everyone[:shown_max], 1, more=not near and len(everyone) > shown_max)


def way_to_ask(place: Place) -> Bubble:
    """How the desk is asked about a place: what the staff have written, and the ways from here."""
    how = f"\nたずね方：{place.how_to_ask}" if place.how_to_ask else ""
    ways = (choices.REQUESTS[RequestKind.CALL_BACK], choices.REQUESTS[RequestKind.CHAT_APPOINTMENT])
    said = f"居場所のことですね。{how}\nここから、折り返しの電話やチャットでの相談も頼めます。"
    return Bubble(f"{said}そのとき「{place.name}のこと」と書いてください。", (*ways, choices.HUMAN))


def pointed(text: str, shown: Sequence[tuple[int, str]]) -> int | str:
    """The id of the place among `shown` (ids and names) that a text points at, MORE or SEARCH;
    NotAnAnswer for anything else."""
    said = plain(text)
    if "窓口" in said:
        # The button under a card: a wish to the desk, not a look at the card.
        raise NotAnAnswer("")
    if said in _SEARCHES:
        return SEARCH
    if _ASKS_MORE.fullmatch(said):
        return MORE
    folded = unicodedata.normalize("NFKC", text).strip()
    place = number(text) or (pointed_line(text) if len(folded) <= _ONE_MAX else None)
    if place is not None and place <= len(shown):
        return shown[place - 1][0]
    named = [one for one, name in shown if _named(said, name)]
    if len(named) == 1 and len(folded) <= _ONE_MAX:
        return named[0]
    raise NotAnAnswer("")


def line(one: FoundPlace) -> str:
    """A place in a few short lines."""
    place = one.place
    where = place.area if place.in_person else "オンライン"
    away = "" if one.distance_km is None else f"ここから{distance(one.distance_km)}"
    whom = "ご本人のための場所です" if one.to_tell else ""
    below = (open_hours(place), "・".join(part for part in (where, away) if part), whom)
    return "\n　".join((marked(place.name, sample=place.sample), *(part for part in below if part)))


def _listed(lead: str, places: Sequence[FoundPlace], start: int, *, more: bool) -> Bubble:
    told = "\n".join(f"{place}. {line(one)}" for place, one in enumerate(places, start=start))
    ask = "番号を送ると、くわしくご案内します。はじめてのときは、窓口に聞いてからおいでになると安心です。"
    buttons = (*((_MORE,) if more else ()), choices.FIND, choices.HUMAN)
    return Bubble(f"{lead}\n{told}\n{ask}", buttons, cards=tuple(place_card(one) for one in places))


def _single(one: FoundPlace) -> Bubble:
    card = place_card(one)
    text = "\n".join(("こちらの居場所です。", card.title, *card.lines))
    return Bubble(text, (*card.choices, choices.FIND, choices.HUMAN), cards=(card,))


def _all_shown() -> Bubble:
    return Bubble(
        "ほかに登録されている居場所は、いまはありません。条件を変えてさがすことも、相談員におたずねになることもできます。",
        (choices.FIND, choices.HUMAN),
    )


def _named(said: str, name: str) -> bool:
    bare = plain(name.replace("【見本】", ""))
    return len(bare) > 1 and bare in said
