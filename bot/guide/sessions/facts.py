"""What the staff write about a class session."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.guide.plain_text import clean_text, one_line

SERVICES = (
    "family_class",
    "family_association",
    "association_seminar",
    "staff_training",
    "case_study_meeting",
    "network_meeting",
    "outreach_lecture",
    "supporter_training",
    "citizen_forum",
)
"""The services that can have dated sessions."""
Asked = Literal["contact_detail", "wishes", "agency"]
ASKED: tuple[Asked, ...] = get_args(Asked)
"""What a class may ask for besides a nickname and the number of people."""


def _known_service(service: str) -> str:
    if service not in SERVICES:
        raise ValueError("次のどれかにしてください：" + "、".join(SERVICES))
    return service


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


Line = Annotated[str, AfterValidator(one_line), StringConstraints(max_length=200)]
Words = Annotated[str, AfterValidator(clean_text), StringConstraints(max_length=1000)]
Moment = Annotated[AwareDatetime, AfterValidator(_whole_minute)]
ServiceId = Annotated[str, AfterValidator(_known_service)]


class SessionFacts(BaseModel):
    """A dated meeting of a service. Moments have a time zone and are exact to the minute."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service: ServiceId
    title: Annotated[Line, Field(min_length=1, max_length=100)]
    starts_at: Moment
    ends_at: Moment
    place: Line = ""
    online: Line = ""
    """How to take part from home; empty when that is not possible."""
    access: Words = ""
    """How to get there."""
    what: Words = ""
    """What happens there."""
    eligibility: Words = ""
    """For whom it is, in words."""
    capacity: Annotated[int, Field(ge=1, le=2000)]
    waiting_list: bool = True
    closes_at: Moment | None = None
    """Until when it can be booked; until it starts when empty."""
    asks: tuple[Asked, ...] = ()
    cancelled: bool = False
    sample: bool = False
    """見本: shown until the city has a session of its own."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise ValueError("ends_at: 終わりは始まりより後にしてください")
        if self.closes_at is not None and self.closes_at > self.starts_at:
            raise ValueError("closes_at: しめ切りは始まりより前にしてください")
        if not self.place and not self.online:
            raise ValueError("place: 会場かオンラインの参加方法を書いてください")
        return self

    @property
    def bookable_until(self) -> datetime:
        """The moment from which nobody new can book."""
        return self.closes_at or self.starts_at


class ClassSession(SessionFacts):
    """A class session that is kept in the store."""

    id: int

    @property
    def facts(self) -> SessionFacts:
        """What the staff wrote, without the id."""
        return SessionFacts(**self.model_dump(exclude={"id"}))
