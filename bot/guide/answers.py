"""What the assistant says about a topic, made from the catalogue and the city's profile."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from bot.guide.profile import CityProfile
from bot.guide.topics import core_topics

__all__ = ["Guide", "core_topics"]

Bubbles = list[dict[str, Any]]


class Guide:
    """Answers by topic. Reads the catalogue's folder again when its files change."""

    def __init__(self, folder: Path, profile: CityProfile) -> None:
        self._folder = folder
        self._profile = profile

    @classmethod
    def from_folder(cls, folder: Path, profile: CityProfile) -> Guide:
        """The guide of a catalogue folder; CatalogueError when it cannot be used."""
        return cls(folder, profile)

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
    ) -> Bubbles:
        """One to three bubbles about the topic."""
        return [{"text": "ただいま準備中です。", "choices": [], "links": [], "cards": []}]

    def label(self, topic: str) -> str:
        """The topic's name for a button, at most 20 characters."""
        return topic

    def refresh(self) -> bool:
        """Read the folder again if it changed; True when a new catalogue is in use."""
        return False

    def problems(self) -> list[str]:
        """What is wrong or out of date, for the staff."""
        return []
