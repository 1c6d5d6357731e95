"""Finding a place: what fits, else what is near in kind. Nothing of the search is kept."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.guide.places.facts import AGE_GROUPS, AgeGroup, Gender, Place, Weekday
from bot.guide.ports import Store, UnitOfWork

Spot = tuple[float, float]
"""Latitude and longitude in degrees. Used in memory only: never stored, never logged."""
NEAR_MAX = 3
"""How many places near in kind are offered when nothing fits."""
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class PlaceWish:
    """What somebody looks for; None means that it does not matter. `area` and `interest` are the
    person's own words."""

    age_group: AgeGroup | None = None
    gender: Gender | None = None
    interest: str | None = None
    weekday: Weekday | None = None
    area: str | None = None
    online: bool | None = None
    """True: from home; False: there."""
    alone: bool | None = None
    """True: wants to come alone the first time."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place to offer. `to_tell`: it is for the persons themselves, so a family can tell about it."""

    place: Place
    to_tell: bool = False
    distance_km: float | None = None
    differs: tuple[str, ...] = ()
    """Which of the wishes it does not meet: age_group, interest, weekday, area, online, alone."""


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """What was found. When nothing fits, `near_in_kind` has what comes closest (it may be empty)."""

    fitting: tuple[FoundPlace, ...]
    near_in_kind: tuple[FoundPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class FindPlaces:
    """The finder. As soon as the city has a place of its own, samples are hidden."""

    store: Store

    async def find(
        self, wish: PlaceWish, *, near: Spot | None = None, for_family: bool = False
    ) -> PlaceFinding:
        """What fits the wish, the nearest first where a spot is given."""
        async with self.store.read() as uow:
            places = await public_places(uow)
        return find_places(places, wish, near=near, for_family=for_family)


async def public_places(uow: UnitOfWork) -> list[Place]:
    """The places the public is shown."""
    everyone = await uow.places.everyone()
    own = [place for place in everyone if not place.sample]
    return own or everyone


def find_places(
    places: Sequence[Place], wish: PlaceWish, *, near: Spot | None = None, for_family: bool = False
) -> PlaceFinding:
    """What fits the wish among these places. Who a place does not welcome is never sent there."""
    welcoming = [place for place in places if _welcomes(place, wish)]
    found = [_found(place, wish, near, for_family) for place in welcoming]
    fitting = sorted((f for f in found if not f.differs), key=_distance)
    if fitting:
        return PlaceFinding(tuple(fitting))
    close = sorted((f for f in found if _close_enough(f, wish)), key=lambda f: (len(f.differs), _distance(f)))
    return PlaceFinding((), tuple(close[:NEAR_MAX]))


def distance_km(one: Spot, other: Spot) -> float:
    """How far two spots lie apart, in kilometres."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(lat), math.radians(lon)) for lat, lon in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _welcomes(place: Place, wish: PlaceWish) -> bool:
    """Gender is never relaxed; an age next to the welcome ones may be asked about."""
    if wish.gender is not None and place.genders and wish.gender not in place.genders:
        return False
    if wish.age_group is None or not place.age_groups:
        return True
    own = AGE_GROUPS.index(wish.age_group)
    return any(abs(AGE_GROUPS.index(group) - own) <= 1 for group in place.age_groups)


def _found(place: Place, wish: PlaceWish, near: Spot | None, for_family: bool) -> FoundPlace:
    spot = (place.latitude, place.longitude)
    away = (
        distance_km(near, (spot[0], spot[1]))
        if near and spot[0] is not None and spot[1] is not None
        else None
    )
    differs = tuple(name for name, met in _met(place, wish).items() if not met)
    return FoundPlace(place, for_family and place.persons_only, away, differs)


def _met(place: Place, wish: PlaceWish) -> dict[str, bool]:
    return {
        "age_group": wish.age_group is None or not place.age_groups or wish.age_group in place.age_groups,
        "interest": wish.interest is None or any(_alike(wish.interest, own) for own in place.interests),
        "weekday": wish.weekday is None or not place.weekdays or wish.weekday in place.weekdays,
        "area": wish.area is None or (not place.in_person) or _alike(wish.area, place.area),
        "online": wish.online is None or (place.online if wish.online else place.in_person),
        "alone": not wish.alone or place.alone_ok,
    }


def _close_enough(found: FoundPlace, wish: PlaceWish) -> bool:
    """At least one wish is met, or all but one."""
    asked = [name for name in _met(found.place, wish) if getattr(wish, name) is not None]
    return len(found.differs) <= 1 or len(found.differs) < len(asked)


def _alike(wanted: str, own: str) -> bool:
    one, other = (unicodedata.normalize("NFKC", text).casefold().strip() for text in (wanted, own))
    return bool(one and other) and (one in other or other in one)


def _distance(found: FoundPlace) -> float:
    return math.inf if found.distance_km is None else found.distance_km
