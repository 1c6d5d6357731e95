"""What the assistant says about a topic, made from the catalogue and the city's profile."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import get_args

from bot.guide.bubbles import BubbleDict, link_to, speaker_group
from bot.guide.calendar_days import in_tokyo
from bot.guide.catalogue import Catalogue, load_catalogue
from bot.guide.compose import Composer, Turn
from bot.guide.entities import Person
from bot.guide.entries import Aspect, Service, Topic
from bot.guide.errors import CatalogueError
from bot.guide.facts import Lang
from bot.guide.matching import mentions
from bot.guide.profile import CityProfile
from bot.guide.topics import ATTRIBUTES, core_topics

__all__ = ["Guide", "core_topics"]

_ASPECTS: dict[str, Aspect] = {aspect: aspect for aspect in get_args(Aspect)}
_LANGS: dict[str, Lang] = {lang: lang for lang in get_args(Lang)}
_NOT_UNDERSTOOD = "nonsense"
_ATTRIBUTE_ASPECT: dict[str, Aspect] = {"cost": "cost", "hours": "when", "eligibility": "who"}
_LINKS = {
    "web_consult_url": ("web_consult", "web相談のページ"),
    "website_url": ("website_koho", "市のホームページ"),
}

Stamp = tuple[tuple[str, int, int], ...]


class Guide:
    """Answers by topic. Keeps the last good catalogue when a changed file cannot be used."""

    def __init__(self, folder: Path, profile: CityProfile, catalogue: Catalogue, stamp: Stamp) -> None:
        self._folder = folder
        self._profile = profile
        self._catalogue = catalogue
        self._stamp = stamp
        self._error: CatalogueError | None = None

    @classmethod
    def from_folder(cls, folder: Path, profile: CityProfile) -> Guide:
        """The guide of a catalogue folder; CatalogueError when it cannot be used."""
        stamp = _stamp(folder)
        return cls(folder, profile, load_catalogue(folder), stamp)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue in use."""
        return self._catalogue

    def answer(
        self,
        topic: str,
        *,
        aspect: str = "what",
        speaker: str | None = None,
        lang: str = "ja",
        now: datetime,
        text: str = "",
        of: str | None = None,
        people: Sequence[Person] = (),
        dated: Collection[str] = (),
    ) -> list[BubbleDict]:
        """One to three bubbles about the topic; never empty, whatever is asked.

        `of` is the service whose cost, hours or eligibility is meant; without it a service
        named in `text` is taken. `people` are those told of so far: they shape words and offers.
        `dated` are the services whose dates or places are shown right after the answer.
        An unknown topic, aspect or language falls back to the plain one.
        """
        turn = Turn(
            _ASPECTS.get(aspect, "what"),
            speaker_group(speaker),
            _LANGS.get(lang, "ja"),
            now,
            text,
            tuple(people),
        )
        composer = Composer(self._catalogue, self._profile, frozenset(dated))
        service = self._catalogue.services.get(of or "") or self._named(topic, text)
        if service is not None and topic in _ATTRIBUTE_ASPECT:
            return composer.attribute(service, _ATTRIBUTE_ASPECT[topic], turn)
        entry = self._catalogue.talk(topic) or self._catalogue.topics[_NOT_UNDERSTOOD]
        bubbles = (
            composer.service(entry, turn) if isinstance(entry, Service) else _topic(composer, entry, turn)
        )
        self._add_link(topic, bubbles)
        return bubbles

    def label(self, topic: str) -> str:
        """The topic's name for a button, at most 20 characters; the topic itself when unknown."""
        entry = self._catalogue.talk(topic)
        return entry.label if entry else topic[:20]

    def question(self, topic: str) -> str:
        """What a button for the topic says for the person."""
        entry = self._catalogue.talk(topic)
        return entry.question if entry else topic

    def core_topics(self) -> tuple[str, ...]:
        """The topics a menu offers first."""
        return core_topics()

    def refresh(self) -> bool:
        """Read the folder again if its files changed; True when a new catalogue is in use."""
        stamp = _stamp(self._folder)
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            self._catalogue = load_catalogue(self._folder)
        except CatalogueError as error:
            self._error = error
            return False
        self._error = None
        return True

    def problems(self, now: datetime | None = None) -> list[str]:
        """What the staff should know: a file that cannot be used, entries past their review date."""
        found = [f"the last good catalogue stays in use: {self._error}"] if self._error else []
        if now is not None:
            found += [f"past its review date: {name}" for name in self._catalogue.stale(in_tokyo(now).date())]
        return found

    def _named(self, topic: str, text: str) -> Service | None:
        if topic not in ATTRIBUTES or not text:
            return None
        services = self._catalogue.services.values()
        length, service = max(
            ((mentions((service.label, *service.aliases), text), service) for service in services),
            key=lambda found: found[0],
        )
        return service if length else None

    def _add_link(self, topic: str, bubbles: list[BubbleDict]) -> None:
        for field, (owner, label) in _LINKS.items():
            url = self._profile.fact(field)
            if owner == topic and url is not None:
                link_to(bubbles, label, url)


def _topic(composer: Composer, entry: object, turn: Turn) -> list[BubbleDict]:
    if not isinstance(entry, Topic):
        raise TypeError(type(entry).__name__)
    return composer.topic(entry, turn)


def _stamp(folder: Path) -> Stamp:
    return tuple(mark for path in sorted(folder.rglob("*.yml")) if (mark := _mark(path)) is not None)


def _mark(path: Path) -> tuple[str, int, int] | None:
    try:
        stat = path.stat()
    except FileNotFoundError:  # replaced while the folder was being read: seen at the next look
        return None
    return (str(path), stat.st_mtime_ns, stat.st_size)
