"""Which service a message names in so many words, if any."""

from __future__ import annotations

from bot.guide.answers import Guide
from bot.guide.matching import mentions, without

_POINTING = (
    "それ",
    "その",
    "そこ",
    "これ",
    "この",
    "ここ",
    "あれ",
    "さっき",
    "今の",
    "いまの",
    "そちら",
    "そっち",
)
_OTHERS_WORK = ("訪問介護", "訪問看護", "訪問診療", "訪問リハビリ", "訪問入浴", "訪問先")
"""Work of others that holds the name of a service."""
_BARE = 16
"""Characters of a message that hardly names a new subject."""


def named_service(guide: Guide, text: str) -> str | None:
    """The id of the service that the text names, by the longest of its names."""
    services = guide.catalogue.services.values()
    plain = without(_OTHERS_WORK, text)
    found = [(mentions((service.label, *service.aliases), plain), service.id) for service in services]
    # Of equally long names the first service's wins: it is the one that people mean.
    length, name = max(found, key=lambda one: one[0], default=(0, ""))
    return name if length else None


def points_back(text: str) -> bool:
    """Whether a message leaves out what it is about, so that the last topic is meant."""
    return len(text.strip()) <= _BARE or any(word in text for word in _POINTING)
