"""What the staff write about a place."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.guide.plain_text import clean_text, one_line

AgeGroup = Literal["10s", "20s", "30s", "40s", "50s", "60s"]
AGE_GROUPS: tuple[AgeGroup, ...] = get_args(AgeGroup)
Gender = Literal["women", "men"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


def _without_separator(item: str) -> str:
    # Lists stand in one cell of a table, with 、 between the items.
    if "、" in item or not item:
        raise ValueError("「、」を入れずに、1つずつ書いてください")
    return item


Line = Annotated[str, AfterValidator(one_line), StringConstraints(max_length=200)]
Words = Annotated[str, AfterValidator(clean_text), StringConstraints(max_length=1000)]
Interest = Annotated[str, AfterValidator(one_line), AfterValidator(_without_separator), Field(max_length=30)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^$")]


class PlaceFacts(BaseModel):
    """A place to be. An empty list of ages or genders means that everybody is welcome."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Line, Field(min_length=1, max_length=100)]
    area: Line = ""
    age_groups: tuple[AgeGroup, ...] = ()
    genders: tuple[Gender, ...] = ()
    interests: tuple[Interest, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    opens: Clock = ""
    closes: Clock = ""
    hours: Line = ""
    """When it is open, in words (第2土曜など)."""
    online: bool = False
    in_person: bool = True
    alone_ok: bool = True
    """Whether one may come alone the first time."""
    persons_only: bool = True
    """Only for the persons themselves: families can tell them about it."""
    run_by: Line = ""
    first_time: Words = ""
    """How the first time feels."""
    how_to_ask: Words = ""
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    sample: bool = False
    """見本: shown until the city has a place of its own."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude: 緯度と経度は両方書いてください")
        if not self.online and not self.in_person:
            raise ValueError("in_person: 会場かオンラインの少なくとも一方にしてください")
        if self.opens and self.closes and self.closes <= self.opens:
            raise ValueError("closes: 終わりは始まりより後にしてください")
        return self


class Place(PlaceFacts):
    """A place that is kept in the store."""

    id: int

    @property
    def facts(self) -> PlaceFacts:
        """What the staff wrote, without the id."""
        return PlaceFacts(**self.model_dump(exclude={"id"}))
