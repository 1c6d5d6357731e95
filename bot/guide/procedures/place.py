"""Looking for a place in the talk. The answers are forgotten as soon as the places are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from bot.conversation.content import Bubble
from bot.guide.places.facts import Place
from bot.guide.places.find import PlaceWish, Spot, find_places, public_places
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices, place_questions, places_seen
from bot.guide.procedures.places_seen import FAMILY
from bot.guide.procedures.script import Person, ProcedureOver, Progress, Script
from bot.guide.procedures.state import Procedure
from bot.guide.procedures.steps import Step

SHOWN_MAX = 5
_WISHES = tuple(field.name for field in fields(PlaceWish))


@dataclass(frozen=True, slots=True)
class FindPlace(Script):
    """Finds places that fit; every question can be left out, and the search begun at any time."""

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """Only questions that make a difference among the places there are."""
        places = await public_places(uow)
        if not places:
            raise ProcedureOver(Progress((no_places(),)))
        asked = place_questions.questions(places)
        if procedure.answers.get("online"):
            asked = [step for step in asked if step.name != "area"]
        useful = {name for name in _WISHES if len({_facet(place, name) for place in places}) > 1}
        return [step for step in asked if step.name in useful or step.name in procedure.answers]

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Show what fits, or what comes closest."""
        wish = wish_from(procedure.answers)
        found = find_places(await public_places(uow), wish, for_family=procedure.about == FAMILY)
        return places_seen.first(found, family=procedure.about == FAMILY, shown_max=SHOWN_MAX)

    async def lead(self, uow: UnitOfWork, procedure: Procedure) -> str:
        """That nothing of it is kept."""
        return "いくつかおたずねします。答えなくてもさがせます。お答えは、さがし終わると消えます。"

    def left(self, procedure: Procedure) -> str:
        """Nothing is kept."""
        return "わかりました。さがすのをやめました。お答えは残していません。"


def wish_from(answers: Any) -> PlaceWish:
    """The wish behind the answers; what was left out makes no difference."""
    return PlaceWish(**{name: answers.get(name) for name in _WISHES if answers.get(name) not in (None, "")})


def no_places() -> Bubble:
    """The city has not registered any."""
    return Bubble(
        "居場所は、まだ登録されていません。窓口でお確かめください。相談員におたずねになることもできます。",
        (choices.HUMAN,),
    )


def near(places: Sequence[Place], wish: PlaceWish, spot: Spot, *, for_family: bool) -> tuple[Bubble, ...]:
    """The nearest places that fit. The spot is used here and forgotten, and so is their order."""
    found = find_places(places, wish, near=spot, for_family=for_family)
    is_near = any(one.distance_km is not None for one in found.fitting)
    return (places_seen.tell(found, shown_max=SHOWN_MAX, near=is_near),)


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
