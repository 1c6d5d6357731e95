"""The whole catalogue: read from its folder, checked, then never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.guide.entries import Agency, Menu, Service, Talk, Topic
from bot.guide.help_line_file import read_help_lines
from bot.guide.help_lines import HelpLine
from bot.guide.profile_fields import FACT_FIELDS
from bot.guide.topics import TOPICS
from bot.guide.yaml_file import Model, Place, YamlFile, read_yaml

Located = tuple[YamlFile, Place]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every entry by its id. All references lead somewhere."""

    services: Mapping[str, Service]
    topics: Mapping[str, Topic]
    agencies: Mapping[str, Agency]
    help_lines: tuple[HelpLine, ...]
    menu: Menu

    def talk(self, topic: str) -> Talk | None:
        """The entry that answers a topic."""
        return self.services.get(topic) or self.topics.get(topic)

    def agencies_for(self, topic: str) -> list[Agency]:
        """The agencies that a topic leads to, in the order of the file."""
        return [agency for agency in self.agencies.values() if topic in agency.topics]

    def stale(self, today: date) -> list[str]:
        """The ids of entries whose review date has passed."""
        dated: list[tuple[str, date | None]] = [(s.id, s.review_by) for s in self.services.values()]
        dated += [(topic.id, topic.review_by) for topic in self.topics.values()]
        dated += [(agency.id, agency.review_by) for agency in self.agencies.values()]
        dated += [(line.id, line.review_by) for line in self.help_lines]
        return [name for name, review_by in dated if review_by is not None and today > review_by]


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a folder; CatalogueError names file, line and field of the first fault."""
    services, service_places = _services(folder)
    topics, topic_places = _listed(read_yaml(folder / "topics.yml"), "topics", Topic)
    agencies, agency_places = _listed(read_yaml(folder / "agencies.yml"), "agencies", Agency)
    lines_file = read_yaml(folder / "help_lines.yml")
    menu_file = read_yaml(folder / "menu.yml")
    _no_doubles(topics, topic_places, services)
    menu = menu_file.parse(Menu)
    for entry, (file, place) in _pairs(services, service_places) + _pairs(topics, topic_places):
        _check_talk(entry, file, place)
    for agency, (file, place) in _pairs(agencies, agency_places):
        _check_references(agency.topics, file, (*place, "topics"))
    for speaker, offered in menu.offers.items():
        _check_references(offered, menu_file, ("offers", speaker))
    for circumstance, offered in menu.circumstances.items():
        _check_references(offered, menu_file, ("circumstances", circumstance))
    _check_complete(folder, {**services, **topics})
    return Catalogue(services, topics, agencies, tuple(read_help_lines(lines_file)), menu)


def _services(folder: Path) -> tuple[dict[str, Service], dict[str, Located]]:
    services: dict[str, Service] = {}
    places: dict[str, Located] = {}
    for path in sorted((folder / "services").glob("*.yml")):
        file = read_yaml(path)
        service = file.parse(Service)
        if service.id in services:
            raise file.fault(("id",), f"duplicate id {service.id}")
        services[service.id], places[service.id] = service, (file, ())
    return services, places


def _listed(file: YamlFile, key: str, model: type[Model]) -> tuple[dict[str, Model], dict[str, Located]]:
    entries: dict[str, Model] = {}
    places: dict[str, Located] = {}
    if not isinstance(file.data, dict) or not isinstance(file.data.get(key), list):
        raise file.fault((key,), "must be a list")
    for other in file.data:
        if other != key:
            raise file.fault((str(other),), "unknown field")
    for index in range(len(file.data[key])):
        entry = file.parse(model, (key, index))
        name = str(getattr(entry, "id", index))
        if name in entries:
            raise file.fault((key, index, "id"), f"duplicate id {name}")
        entries[name], places[name] = entry, (file, (key, index))
    return entries, places


def _pairs(entries: Mapping[str, Model], places: Mapping[str, Located]) -> list[tuple[Model, Located]]:
    return [(entry, places[name]) for name, entry in entries.items()]


def _no_doubles(
    topics: Mapping[str, Topic], places: Mapping[str, Located], services: Mapping[str, Service]
) -> None:
    for name in topics:
        if name in services:
            file, place = places[name]
            raise file.fault((*place, "id"), f"duplicate id {name}")


def _check_complete(folder: Path, entries: Mapping[str, Talk]) -> None:
    missing = sorted(TOPICS - set(entries))
    if missing:
        raise read_yaml(folder / "topics.yml").fault((), f"no entry answers the topic {missing[0]}")


def _check_talk(entry: Talk, file: YamlFile, place: Place) -> None:
    if entry.id not in TOPICS:
        raise file.fault((*place, "id"), f"no such topic: {entry.id}")
    _check_references(entry.next, file, (*place, "next"))
    for index, asked in enumerate(entry.asked):
        _check_references(asked.next, file, (*place, "asked", index, "next"))
        _check_facts(asked.facts, file, (*place, "asked", index, "facts"))
    for field, facts in (("facts", entry.facts), ("facts_if_set", entry.facts_if_set)):
        for aspect, names in facts.items():
            _check_facts(names, file, (*place, field, aspect))


def _check_facts(names: Iterable[str], file: YamlFile, place: Place) -> None:
    for index, name in enumerate(names):
        if name not in FACT_FIELDS:
            raise file.fault((*place, index), f"the profile has no field {name}")


def _check_references(names: Iterable[str], file: YamlFile, place: Place) -> None:
    for index, name in enumerate(names):
        if name not in TOPICS:
            raise file.fault((*place, index), f"no such topic: {name}")
