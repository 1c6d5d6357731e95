"""The reviewed signals: read strictly from YAML, so that a slip is found before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex
import yaml

from bot.conversation.assessment import About
from bot.conversation.levels import RiskLevel
from bot.screening.normalize import fold

CATEGORIES = frozenset(
    [
        "suicide",
        "self_harm",
        "overdose",
        "home_violence",
        "abuse",
        "dv",
        "child",
        "threat",
        "murder_suicide",
        "psychosis",
        "missing",
        "medical",
        "self_neglect",
        "exhaustion",
        "isolation",
        "money",
    ]
)
RULES = frozenset(["negated", "subject", "fiction", "metaphor", "news", "never_said", "past"])
_FILE_KEYS = frozenset({"category", "unless", "signals"})
_SIGNAL_KEYS = frozenset({"name", "level", "category", "about", "weak", "text", "words", "unless", "except"})


class LexiconError(ValueError):
    """A signal file is not as it should be; the message names file, signal and fault."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One signal: what shows it and what speaks against it.

    `text` matches the folded text, `words` the normalized tokens joined by spaces.
    `exceptions` on the same sentence and the named rules in `unless` cancel it.
    A `weak` signal alone may be lowered by a confident model.
    """

    name: str
    category: str
    level: RiskLevel
    text: regex.Pattern[str] | None
    words: regex.Pattern[str] | None
    exceptions: regex.Pattern[str] | None
    unless: frozenset[str]
    about: About | None = None
    weak: bool = False


def load(folder: Path) -> tuple[Entry, ...]:
    """All signals of a folder in a fixed order; LexiconError when anything is wrong or missing."""
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            raw = yaml.safe_load(path.read_text("utf-8"))
        except yaml.YAMLError as error:
            raise LexiconError(f"{path.name}: not YAML") from error
        entries += _file(path.name, raw)
    names = [entry.name for entry in entries]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise LexiconError(f"signal names used twice: {', '.join(sorted(twice))}")
    if not entries:
        raise LexiconError(f"no signals in {folder.name}")
    return tuple(entries)


def _file(name: str, raw: Any) -> list[Entry]:
    _check(name, raw, _FILE_KEYS, required={"category", "signals"})
    if not isinstance(raw["signals"], list):
        raise LexiconError(f"{name}: signals must be a list")
    return [_entry(name, raw, signal) for signal in raw["signals"]]


def _entry(file: str, raw: Mapping[str, Any], signal: Any) -> Entry:
    where = f"{file}: {signal.get('name', '?') if isinstance(signal, dict) else '?'}"
    _check(where, signal, _SIGNAL_KEYS, required={"name", "level"})
    category = signal.get("category", raw["category"])
    unless = frozenset(signal.get("unless", raw.get("unless", [])))
    if category not in CATEGORIES:
        raise LexiconError(f"{where}: unknown category {category!r}")
    if not unless <= RULES:
        raise LexiconError(f"{where}: unknown rules {sorted(unless - RULES)}")
    if not (signal.get("text") or signal.get("words")):
        raise LexiconError(f"{where}: neither text nor words")
    try:
        level = RiskLevel.from_word(signal["level"])
        about = About(signal["about"]) if "about" in signal else None
    except ValueError as error:
        raise LexiconError(f"{where}: {error}") from error
    if level in (RiskLevel.NONE, RiskLevel.UNKNOWN):
        raise LexiconError(f"{where}: a signal is elevated, high or imminent")
    return Entry(
        name=signal["name"],
        category=category,
        level=level,
        text=_patterns(where, signal.get("text"), folded=True),
        words=_patterns(where, signal.get("words"), folded=False),
        exceptions=_patterns(where, signal.get("except"), folded=True),
        unless=unless,
        about=about,
        weak=bool(signal.get("weak", False)),
    )


def _check(where: str, raw: Any, keys: frozenset[str], required: set[str]) -> None:
    if not isinstance(raw, dict):
        raise LexiconError(f"{where}: not a mapping")
    if unknown := set(raw) - keys:
        raise LexiconError(f"{where}: unknown keys {sorted(map(str, unknown))}")
    if missing := required - set(raw):
        raise LexiconError(f"{where}: missing keys {sorted(missing)}")


def _patterns(where: str, raw: Any, *, folded: bool) -> regex.Pattern[str] | None:
    if raw is None:
        return None
    if not isinstance(raw, list) or not all(isinstance(item, str) and item for item in raw):
        raise LexiconError(f"{where}: patterns must be a list of texts")
    joined = "|".join(f"(?:{fold(item) if folded else item})" for item in raw)
    try:
        compiled = regex.compile(joined)
    except regex.error as error:
        raise LexiconError(f"{where}: bad pattern ({error})") from error
    if compiled.search(""):
        raise LexiconError(f"{where}: a pattern matches the empty text")
    return compiled
