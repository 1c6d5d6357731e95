"""The catalogue between the database and the folder that is read: seeded, edited, published."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.guide.catalogue import load_catalogue
from bot.guide.profile import load_profile

PROFILE = "profile.yml"
"""The city's profile, once it has been edited here; see `profile_in_use`."""


class CatalogueFiles(Protocol):
    """The catalogue's files in the database; paths are relative to the catalogue's folder."""

    async def all(self) -> dict[str, str]: ...

    async def lock(self) -> None:
        """Nobody else changes any of the files until this transaction ends."""

    async def edited(self) -> set[str]:
        """The paths of the files that the city has changed."""

    async def seed(self, path: str, content: str, now: datetime) -> bool:
        """Take a shipped file unless the city has edited its own; True when something changed."""

    async def edit(self, path: str, content: str, now: datetime) -> None:
        """Take the city's own version."""


def shipped(folder: Path) -> dict[str, str]:
    """The shipped catalogue's files by relative path; CatalogueError when they cannot be used."""
    load_catalogue(folder)
    return read_folder(folder)


def read_folder(folder: Path) -> dict[str, str]:
    """The files of a folder by relative path, as they are."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yml"))
    }


def profile_in_use(published: Path, own: Path) -> Path:
    """The profile that counts: the one edited on the pages, else the file that the settings name."""
    return published / PROFILE if (published / PROFILE).exists() else own


def check(files: Mapping[str, str]) -> None:
    """CatalogueError when these files do not make a whole catalogue."""
    with tempfile.TemporaryDirectory(prefix="akari-catalogue-") as folder:
        write_folder(files, Path(folder))
        load_catalogue(Path(folder))
        load_profile(Path(folder) / PROFILE)


def publish(files: Mapping[str, str], folder: Path) -> None:
    """Put checked files where the assistant reads them; each file is replaced at one stroke.

    CatalogueError leaves the folder as it is: the last good catalogue stays in use.
    """
    check(files)
    write_folder(files, folder)
    for path in folder.rglob("*.yml"):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()


def write_folder(files: Mapping[str, str], folder: Path) -> None:
    """Put files into a folder as they are, each at one stroke."""
    for name, content in files.items():
        target = folder / name
        if target.exists() and target.read_text(encoding="utf-8") == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.new")
        draft.write_text(content, encoding="utf-8")
        os.replace(draft, target)
