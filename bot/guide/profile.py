"""What a city says about itself: every fact optional, none with a default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.guide.entries import Entry, Keywords, Words
from bot.guide.errors import CatalogueError
from bot.guide.profile_fields import USES
from bot.guide.weekly import Span, parse_time, span
from bot.guide.yaml_file import YamlFile, read_yaml

GENERIC_NAME = "ひきこもり相談の窓口"
"""How the section is called while the city has not given its name."""


@dataclass(frozen=True, slots=True)
class CityProfile:
    """The city's own facts. None (or no spans) means: not registered, and the answers say so."""

    city: str | None = None
    section: str | None = None
    dial_number: str | None = None
    dial_hours: str | None = None
    office_name: str | None = None
    office_address: str | None = None
    office_hours: str | None = None
    office_access: str | None = None
    online_how: str | None = None
    web_consult_url: str | None = None
    website_url: str | None = None
    fees: str | None = None
    confidentiality: str | None = None
    general_desk_name: str | None = None
    general_desk_number: str | None = None
    koho: str | None = None
    cutoff: time | None = None
    staffed: tuple[Span, ...] = ()

    @property
    def name(self) -> str:
        """The section's name, or the generic one."""
        return self.section or GENERIC_NAME

    def fact(self, field: str) -> str | None:
        """A fact that answers may quote, by the name of its field."""
        value = getattr(self, field)
        return value if isinstance(value, str) else None

    def missing(self) -> list[tuple[str, str]]:
        """The fields that are not registered, each with what it is for."""
        return [(field, use) for field, use in USES.items() if not getattr(self, field)]


_Phone = Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9-]{1,14}$")]
_Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class _Staffed(Entry):
    days: Annotated[Keywords, Field(min_length=1)]
    hours: str


class WrittenProfile(Entry):
    """The facts as they are written."""

    city: Words | None = None
    section: Words | None = None
    dial_number: _Phone | None = None
    dial_hours: Words | None = None
    office_name: Words | None = None
    office_address: Words | None = None
    office_hours: Words | None = None
    office_access: Words | None = None
    online_how: Words | None = None
    web_consult_url: _Url | None = None
    website_url: _Url | None = None
    fees: Words | None = None
    confidentiality: Words | None = None
    general_desk_name: Words | None = None
    general_desk_number: _Phone | None = None
    koho: Words | None = None
    cutoff: str | None = None
    staffed: Annotated[tuple[_Staffed, ...], Field(strict=False)] = ()


def load_profile(path: Path, *, required: bool = False) -> CityProfile:
    """The profile of a YAML file. A file that is not there is an empty profile unless `required`.

    CatalogueError names file, line and field of the first fault.
    """
    if not path.exists():
        if required:
            raise CatalogueError(path, "no such file")
        return CityProfile()
    file = read_yaml(path)
    if file.data is None:
        return CityProfile()
    written = file.parse(WrittenProfile)
    kept = written.model_dump(exclude={"cutoff", "staffed"})
    return CityProfile(cutoff=_cutoff(written, file), staffed=_staffed(written, file), **kept)


def _cutoff(written: WrittenProfile, file: YamlFile) -> time | None:
    if written.cutoff is None:
        return None
    try:
        minutes = parse_time(written.cutoff)
    except ValueError as error:
        raise file.fault(("cutoff",), str(error)) from None
    return time(minutes // 60, minutes % 60)


def _staffed(written: WrittenProfile, file: YamlFile) -> tuple[Span, ...]:
    spans: list[Span] = []
    for index, entry in enumerate(written.staffed):
        try:
            spans.append(span(list(entry.days), entry.hours))
        except ValueError as error:
            raise file.fault(("staffed", index), str(error)) from None
    return tuple(spans)
