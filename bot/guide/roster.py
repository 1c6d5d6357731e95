"""The duty roster: who is called when, by which ways; read from a file the staff keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.guide.calendar_days import in_tokyo, is_closed_day
from bot.guide.entries import Entry, Id, Keywords, Words
from bot.guide.weekly import Span, minute_of_day, span
from bot.guide.yaml_file import YamlFile, read_yaml

LOOK_AHEAD_DAYS = 60


class Way(StrEnum):
    """How a person can be called."""

    LINE = "line"
    TELEGRAM = "telegram"
    EMAIL = "email"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to call somebody and the address there."""

    way: Way
    address: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be on duty."""

    id: str
    name: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """When a person is on duty every week; `holidays` says whether also on closed days."""

    person: Person
    week: Span
    holidays: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which somebody is on duty, or off, whatever the week says."""

    person: Person
    day: date
    on: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """The whole roster. An empty one is legal: then nobody is called, and the check says so."""

    people: tuple[Person, ...] = ()
    shifts: tuple[Shift, ...] = ()
    exceptions: tuple[Change, ...] = ()
    fallback: tuple[Person, ...] = ()

    def on_duty(self, now: datetime) -> list[Person]:
        """Who is on duty at this moment, in the order of the file."""
        local = in_tokyo(now)
        return [person for person in self.people if self._works(person, local)]

    def to_call(self, now: datetime, *, urgent: bool) -> list[Person]:
        """Who is called, in order: those on duty, then the fallback; when it is urgent and
        nobody is on duty, everybody. Empty when the call has to wait for the next shift."""
        on_duty = self.on_duty(now)
        if on_duty:
            return _once([*on_duty, *self.fallback])
        return _once([*self.fallback, *self.people]) if urgent else []

    def next_start(self, now: datetime) -> datetime | None:
        """When somebody is on duty next, in Tokyo's time."""
        local = in_tokyo(now)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        for ahead in range(LOOK_AHEAD_DAYS):
            day = midnight + timedelta(days=ahead)
            starts = [day + timedelta(minutes=shift.week.opens) for shift in self.shifts]
            coming = sorted(start for start in starts if start > local and self.on_duty(start))
            if coming:
                return coming[0]
        return None

    def _works(self, person: Person, local: datetime) -> bool:
        for exception in self.exceptions:
            if exception.person.id == person.id and exception.day == local.date():
                return exception.on
        return any(
            _covers(shift, local, days_ago)
            for shift in self.shifts
            if shift.person.id == person.id
            for days_ago in (0, 1)
        )


def _covers(shift: Shift, local: datetime, days_ago: int) -> bool:
    begun = local.date() - timedelta(days=days_ago)
    if is_closed_day(begun) and not shift.holidays:
        return False
    return shift.week.holds(begun.weekday(), minute_of_day(local), days_ago=days_ago)


def _once(people: list[Person]) -> list[Person]:
    return list({person.id: person for person in people}.values())


class _Contact(Entry):
    way: Annotated[Way, Field(strict=False)]
    address: Words


class _Person(Entry):
    id: Id
    name: Words
    contacts: Annotated[tuple[_Contact, ...], Field(min_length=1, strict=False)]


class _Shift(Entry):
    person: Id
    days: Annotated[Keywords, Field(min_length=1)]
    hours: str
    holidays: bool = False


class _Change(Entry):
    person: Id
    day: date
    duty: bool


class _Roster(Entry):
    people: Annotated[tuple[_Person, ...], Field(strict=False)] = ()
    shifts: Annotated[tuple[_Shift, ...], Field(strict=False)] = ()
    exceptions: Annotated[tuple[_Change, ...], Field(strict=False)] = ()
    fallback: Annotated[Keywords, Field(strict=False)] = ()


def load_roster(path: Path) -> Roster:
    """The roster of a file; an empty one when there is no file; CatalogueError names what is wrong."""
    if not path.exists():
        return Roster()
    file = read_yaml(path)
    return _built(file, file.parse(_Roster))


def _built(file: YamlFile, written: _Roster) -> Roster:
    people = {
        entry.id: Person(entry.id, entry.name, tuple(Contact(c.way, c.address) for c in entry.contacts))
        for entry in written.people
    }
    if len(people) < len(written.people):
        raise file.fault(("people",), "duplicate id")

    def known(name: str, *place: str | int) -> Person:
        if name not in people:
            raise file.fault(place, f"nobody has the id {name}")
        return people[name]

    shifts = []
    for index, entry in enumerate(written.shifts):
        try:
            week = span(list(entry.days), entry.hours)
        except ValueError as error:
            raise file.fault(("shifts", index), str(error)) from None
        shifts.append(Shift(known(entry.person, "shifts", index, "person"), week, entry.holidays))
    exceptions = tuple(
        Change(known(entry.person, "exceptions", index, "person"), entry.day, entry.duty)
        for index, entry in enumerate(written.exceptions)
    )
    fallback = tuple(known(name, "fallback", index) for index, name in enumerate(written.fallback))
    return Roster(tuple(people.values()), tuple(shifts), exceptions, fallback)
