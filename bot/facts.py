"""What the front desk knows of the city without asking anybody.

Kept in memory, so that a safety reply needs neither Rasa nor a database; read again when the
files change, and the last good version stays in use when a changed file is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import structlog

from bot.desk import safety
from bot.desk.guidance import Guidance
from bot.guide.duty import reading_sentence
from bot.guide.errors import CatalogueError
from bot.guide.help_line_file import load_help_lines
from bot.guide.help_lines import HelpLine
from bot.guide.profile import CityProfile, load_profile
from bot.guide.roster import Roster, load_roster
from bot.settings import Settings

log = structlog.get_logger()

Stamp = tuple[int, ...]


class Facts:
    """Help lines, the city's profile and the duty roster. CatalogueError when first read wrong."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stamp = self._now_on_disk()
        self.lines: Sequence[HelpLine] = ()
        self.profile = CityProfile()
        self.roster = Roster()
        self._book = safety.load(settings.safety_file)
        self._read()

    async def refresh(self) -> None:
        """Read what changed; a wrong file is told of once and changes nothing."""
        stamp = self._now_on_disk()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._read()
        except CatalogueError as error:
            log.error("facts_not_read", file=Path(error.file).name, line=error.line, field=error.field)

    def reading(self, now: datetime) -> str:
        """When a human will read."""
        return reading_sentence(self.profile, now)

    def guidance(self) -> Guidance:
        """The front desk's own replies over these facts."""
        return Guidance(lambda: self.lines, lambda: self.profile, self.reading, self._book)

    def _read(self) -> None:
        lines = load_help_lines(self._line_file)
        profile = load_profile(self._settings.profile)
        roster = load_roster(self._settings.duty_roster)
        self.lines, self.profile, self.roster = lines, profile, roster

    @property
    def _line_file(self) -> Path:
        published = self._settings.catalogue_dir / "help_lines.yml"
        return published if published.exists() else self._settings.data_dir / "catalogue" / "help_lines.yml"

    def _now_on_disk(self) -> Stamp:
        files = (self._line_file, self._settings.profile, self._settings.duty_roster)
        return tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)
