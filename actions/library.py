"""The guide that all actions share; a changed catalogue or profile is in use at the next turn."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from bot.guide.answers import Guide
from bot.guide.errors import CatalogueError
from bot.guide.profile import load_profile
from bot.guide.shelf import profile_in_use
from bot.settings import load_settings


class Library:
    """Holds the guide and reads it again when its files change; the last good one stays."""

    def __init__(self, folder: Path, shipped: Path, profile: Path) -> None:
        self._published = folder
        self._shipped = shipped
        self._profile = profile
        self._stamp = self._now_on_disk()
        self._guide = self._read()

    def guide(self) -> Guide:
        """The guide as of now."""
        stamp = self._now_on_disk()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._guide = self._read()
            except CatalogueError:
                # `akari check` names the fault; the people who write still get answers.
                return self._guide
        self._guide.refresh()
        return self._guide

    def _read(self) -> Guide:
        return Guide.from_folder(self._folder(), load_profile(self._profile_file()))

    def _folder(self) -> Path:
        return self._published if (self._published / "topics.yml").exists() else self._shipped

    def _profile_file(self) -> Path:
        return profile_in_use(self._published, self._profile)

    def _now_on_disk(self) -> tuple[str, str, int]:
        profile = self._profile_file()
        try:
            changed = os.stat(profile).st_mtime_ns
        except FileNotFoundError:
            changed = 0
        return str(self._folder()), str(profile), changed


@lru_cache(maxsize=1)
def _library() -> Library:
    settings = load_settings()
    return Library(settings.catalogue_dir, settings.data_dir / "catalogue", settings.profile)


def guide() -> Guide:
    """The guide as of now, of the folders that the settings name."""
    return _library().guide()
