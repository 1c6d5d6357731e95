"""Who a message is about and how old they are: each age is given to the person it stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.guide.entities.entity import Entity

WRITER = "self"
_NEAR = 12
"""Characters between a person and an age that still belong together."""
_JOINED = 2
"""Characters (が, さんは) that join a person with the age after."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the talk: `who` as an entity's value, or WRITER; `age` as an entity's value."""

    who: str
    age: str | None = None

    @property
    def youngest(self) -> int | None:
        """The least number of years the age can mean."""
        return int(self.age.split("-")[0]) if self.age else None

    @property
    def oldest(self) -> int | None:
        """The greatest number of years the age can mean."""
        return int(self.age.split("-")[-1]) if self.age else None


def told_people(entities: Sequence[Entity]) -> list[Person]:
    """The people of one message in its order, each once."""
    whos = [entity for entity in entities if entity.name == "who"]
    ages = [entity for entity in entities if entity.name == "age"]
    owners = _owners(whos, ages)
    people = {who.value: Person(who.value) for who in whos}
    for age, owner in owners:
        people[owner] = Person(owner, age.value)
    return list(people.values())


def merged(known: Iterable[Person], told: Iterable[Person]) -> list[Person]:
    """What is known of everybody after a message; a new age replaces the old one."""
    people = {person.who: person for person in known}
    for person in told:
        before = people.get(person.who)
        people[person.who] = Person(person.who, person.age or (before.age if before else None))
    return list(people.values())


def _owners(whos: Sequence[Entity], ages: Sequence[Entity]) -> list[tuple[Entity, str]]:
    """Each age with the person it is said of; one that stands beside nobody is the writer's own."""
    free = list(whos)
    owners: list[tuple[Entity, str]] = []
    for age in ages:
        owner = _beside(age, free)
        if owner is not None:
            free.remove(owner)
        owners.append((age, owner.value if owner else WRITER))
    return owners


def _beside(age: Entity, free: Sequence[Entity]) -> Entity | None:
    # 息子は38歳 before 38歳の息子 before 弟のことです。38歳です
    before = [who for who in free if who.end <= age.start <= who.end + _NEAR]
    if before and age.start - before[-1].end <= _JOINED:
        return before[-1]
    after = [who for who in free if 0 <= who.start - age.end <= 1]
    return after[0] if after else before[-1] if before else None
