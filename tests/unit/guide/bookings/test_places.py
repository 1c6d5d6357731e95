"""Finding a place."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.guide.places.facts import Place
from bot.guide.places.find import FindPlaces, PlaceWish, distance_km, find_places
from bot.store.unit_of_work import SqlStore
from tests.bookings import TUESDAY, Classes, place_facts


def place(number: int, **changes: object) -> Place:
    return Place(id=number, **place_facts(**changes).model_dump())


YOUNG = place(
    1, name="若者", age_groups=("10s", "20s"), interests=("ボードゲーム",), weekdays=("sat",), area="東部"
)
WOMEN = place(2, name="女性", genders=("women",), weekdays=("fri",), area="中央", alone_ok=False)
ONLINE = place(3, name="家から", online=True, in_person=False, interests=("ゲーム",), persons_only=False)
PLACES = [YOUNG, WOMEN, ONLINE]


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        (PlaceWish(), ["若者", "女性", "家から"]),
        (PlaceWish(age_group="20s"), ["若者", "女性", "家から"]),
        (PlaceWish(age_group="50s"), ["女性", "家から"]),
        (PlaceWish(gender="men"), ["若者", "家から"]),
        (PlaceWish(interest="ゲーム"), ["若者", "家から"]),
        (PlaceWish(weekday="sat"), ["若者", "家から"]),
        (PlaceWish(area="東", online=False), ["若者"]),
        (PlaceWish(online=True), ["家から"]),
        (PlaceWish(alone=True), ["若者", "家から"]),
    ],
)
def test_places_that_fit_are_found(wish: PlaceWish, names: list[str]) -> None:
    assert [found.place.name for found in find_places(PLACES, wish).fitting] == names


def test_near_in_kind_says_what_differs_when_nothing_fits() -> None:
    finding = find_places(PLACES, PlaceWish(interest="囲碁", online=True))
    assert finding.fitting == ()
    assert [(found.place.name, found.differs) for found in finding.near_in_kind] == [
        ("家から", ("interest",))
    ]


def test_nobody_is_sent_where_they_are_not_welcome() -> None:
    finding = find_places([WOMEN], PlaceWish(gender="men"))
    assert (finding.fitting, finding.near_in_kind) == ((), ())
    assert find_places([YOUNG], PlaceWish(age_group="50s")).near_in_kind == ()
    assert find_places([YOUNG], PlaceWish(age_group="30s")).near_in_kind[0].differs == ("age_group",)


def test_place_for_the_persons_is_something_to_tell_about_when_a_family_looks() -> None:
    found = find_places(PLACES, PlaceWish(), for_family=True).fitting
    assert [one.to_tell for one in found] == [True, True, False]


def test_nearest_comes_first_when_a_spot_is_given() -> None:
    far = place(4, name="遠い", latitude=34.80, longitude=135.00)
    close = place(5, name="近い", latitude=34.66, longitude=134.99)
    found = find_places([YOUNG, far, close], PlaceWish(), near=(34.65, 134.99)).fitting
    assert [one.place.name for one in found] == ["近い", "遠い", "若者"]
    assert found[0].distance_km == pytest.approx(1.1, abs=0.1)


def test_distance_is_that_of_the_globe() -> None:
    assert distance_km((35.681, 139.767), (34.702, 135.496)) == pytest.approx(403, abs=3)
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20015, abs=1)


async def test_samples_are_hidden_when_the_city_has_a_place_of_its_own(store: SqlStore) -> None:
    classes, finder = Classes(store), FindPlaces(store)
    await classes.places.add(place_facts(name="見本の場所", sample=True), None, TUESDAY)
    assert [f.place.name for f in (await finder.find(PlaceWish())).fitting] == ["見本の場所"]
    await classes.places.add(place_facts(), None, TUESDAY)
    assert [f.place.name for f in (await finder.find(PlaceWish())).fitting] == ["みんなの居場所"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"latitude": 34.0},
        {"latitude": 99.0, "longitude": 1.0},
        {"in_person": False},
        {"opens": "25:00"},
        {"opens": "10:00", "closes": "09:00"},
        {"interests": ("囲碁、将棋",)},
        {"weekdays": ("noday",)},
    ],
)
def test_wrong_place_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        place_facts(**wrong)
