"""What the front desk knows of the city without asking anybody.

Kept in memory, so that a safety reply needs neither Rasa nor a database; read again when the
files change, and the last good version stays in use when a file is wrong, also over a restart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from bot.desk import safety
from bot.desk.guidance import Guidance
from bot.facts_kept import Kept
from bot.guide.duty import Style, reading_sentence
from bot.guide.help_line_file import load_help_lines
from bot.guide.help_lines import HelpLine
from bot.guide.profile import CityProfile, load_profile
from bot.guide.roster import Roster, load_roster
from bot.guide.shelf import profile_in_use
from bot.settings import Settings

Stamp = tuple[int, ...]


class Facts:
    """Help lines, the city's profile and the duty roster. A wrong file never stops the desk: the
    last good one is used, or nothing (then 119 and 110 are named, and nobody is on duty)."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        good = settings.var_dir / "last_good"
        shipped = settings.data_dir / "catalogue" / "help_lines.yml"
        self._kept_lines = Kept[Sequence[HelpLine]](load_help_lines, (), good / "help_lines.yml", shipped)
        self._kept_profile = Kept(load_profile, CityProfile(), good / "profile.yml")
        self._kept_roster = Kept(load_roster, Roster(), good / "duty.yml")
        self._book = safety.load(settings.safety_file)
        self._stamp = self._now_on_disk()
        self._read()

    async def refresh(self) -> None:
        """Read what changed; a wrong file is told of once and changes nothing."""
        stamp = self._now_on_disk()
        if stamp != self._stamp:
            self._stamp = stamp
            self._read()

    def reading(self, now: datetime, style: Style = "ja") -> str:
        """When a human will read."""
        return reading_sentence(self.profile, now, style)

    def guidance(self, ways: Collection[str] = ()) -> Guidance:
        """The front desk's own replies over these facts; `ways` are the ways to call people that
        are configured."""

        def reachable(now: datetime) -> bool:
            people = self.roster.to_call(now, urgent=True)
            return any(contact.way in ways for person in people for contact in person.contacts)

        return Guidance(lambda: self.lines, lambda: self.profile, self.reading, reachable, self._book)

    def _read(self) -> None:
        self.lines = self._kept_lines.read(self._line_file)
        self.profile = self._kept_profile.read(self._profile_file)
        self.roster = self._kept_roster.read(self._settings.duty_roster)

    @property
    def _line_file(self) -> Path:
        published = self._settings.catalogue_dir / "help_lines.yml"
        return published if published.exists() else self._settings.data_dir / "catalogue" / "help_lines.yml"

    @property
    def _profile_file(self) -> Path:
        return profile_in_use(self._settings.catalogue_dir, self._settings.profile)

    def _now_on_disk(self) -> Stamp:
        files = (self._line_file, self._profile_file, self._settings.duty_roster)
        return tuple(_changed_at(file) for file in files)


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
