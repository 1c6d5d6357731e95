"""Samples: sessions and places marked 見本, shown until the city has its own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.guide.calendar_days import TOKYO, in_tokyo, is_closed_day
from bot.guide.keeping.history import Table
from bot.guide.places.facts import WEEKDAYS, PlaceFacts, Weekday
from bot.guide.ports import Store, UnitOfWork
from bot.guide.sessions.facts import SessionFacts
from bot.guide.yaml_file import YamlFile, read_yaml

MARK = "見本"
Sample = TypeVar("Sample", bound=BaseModel)


class SampleSession(BaseModel):
    """A sample session: its day is counted from this week, so that it always lies ahead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weeks: Annotated[int, Field(ge=1, le=52)]
    weekday: Weekday
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    minutes: Annotated[int, Field(ge=15, le=600)]
    facts: dict[str, Any]

    @model_validator(mode="after")
    def _marked(self) -> SampleSession:
        self.on(date(2026, 4, 1))
        if MARK not in str(self.facts.get("title", "")):
            raise ValueError("a sample's title must say 見本")
        return self

    def on(self, today: date) -> SessionFacts:
        """The session, seen from today; never on a day on which offices rest."""
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(weeks=self.weeks, days=WEEKDAYS.index(self.weekday))
        while is_closed_day(day):
            day += timedelta(weeks=1)
        starts_at = datetime.combine(day, time.fromisoformat(self.at), TOKYO)
        ends_at = starts_at + timedelta(minutes=self.minutes)
        return SessionFacts(**{**self.facts, "starts_at": starts_at, "ends_at": ends_at, "sample": True})


class SamplePlace(PlaceFacts):
    """A sample place."""

    @model_validator(mode="after")
    def _marked(self) -> SamplePlace:
        if MARK not in self.name:
            raise ValueError("a sample's name must say 見本")
        return self

    @property
    def facts(self) -> PlaceFacts:
        """The place as it is stored."""
        return PlaceFacts(**{**self.model_dump(), "sample": True})


async def load_samples(
    store: Store, folder: Path, now: datetime, *, again: bool = False, by: int | None = None
) -> int:
    """Add the samples of a folder that are missing; how many were added. Nothing where the city has
    its own, and nothing after they were removed, unless `again`. CatalogueError for a wrong file."""
    sessions = _entries(read_yaml(folder / "sessions.yml"), "sessions", SampleSession)
    places = _entries(read_yaml(folder / "places.yml"), "places", SamplePlace)
    async with store.write() as uow:
        if not again and await _removed(uow):
            return 0
        if again:
            await uow.changes.add(Table.SAMPLES, 0, None, {"removed": False}, by, now)
        added = await _add_sessions(uow, [sample.on(in_tokyo(now).date()) for sample in sessions], now)
        return added + await _add_places(uow, [place.facts for place in places])


async def remove_samples(store: Store, by: int | None, now: datetime) -> int:
    """Delete all samples with their bookings, for good; how many sessions and places there were."""
    async with store.write() as uow:
        sessions = [session for session in await uow.sessions.everyone() if session.sample]
        places = [place for place in await uow.places.everyone() if place.sample]
        for session in sessions:
            await uow.sessions.delete(session.id)
        for place in places:
            await uow.places.delete(place.id)
        await uow.changes.add(Table.SAMPLES, 0, None, {"removed": True}, by, now)
    return len(sessions) + len(places)


async def _removed(uow: UnitOfWork) -> bool:
    latest = await uow.changes.latest(Table.SAMPLES, 1)
    return bool(latest and latest[0].after and latest[0].after.get("removed"))


async def _add_sessions(uow: UnitOfWork, samples: list[SessionFacts], now: datetime) -> int:
    existing = [session for session in await uow.sessions.everyone() if session.sample]
    for session in existing:
        if session.ends_at <= now and not await uow.bookings.any_of(session.id):
            await uow.sessions.delete(session.id)
    coming = {(session.service, session.title) for session in existing if session.starts_at > now}
    added = 0
    for facts in samples:
        if (facts.service, facts.title) not in coming and not await uow.sessions.city_has(facts.service):
            await uow.sessions.add(facts)
            added += 1
    return added


async def _add_places(uow: UnitOfWork, samples: list[PlaceFacts]) -> int:
    everyone = await uow.places.everyone()
    if any(not place.sample for place in everyone):
        return 0
    there = {place.name for place in everyone}
    new = [facts for facts in samples if facts.name not in there]
    for facts in new:
        await uow.places.add(facts)
    return len(new)


def _entries(file: YamlFile, key: str, model: type[Sample]) -> list[Sample]:
    if not isinstance(file.data, dict) or not isinstance(file.data.get(key), list):
        raise file.fault((key,), "must be a list")
    return [file.parse(model, (key, index)) for index in range(len(file.data[key]))]
