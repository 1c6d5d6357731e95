"""The labelled messages the model learns from, and those it is measured with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.conversation.assessment import About, Speaker
from bot.conversation.levels import RiskLevel

UNSEEN_SHARE = 0.15
"""Of the messages, the share that the sentence encoder is never tuned on: thresholds come from it."""
DEV_SHARE = 0.075
"""The share that, in addition, nothing else learns from when figures are made: half of the unseen."""
SERVICE_QUESTIONS = 2500
"""Ordinary questions to the assistant that are learned as harmless."""
_LEVELS = {level.word: level for level in RiskLevel if level is not RiskLevel.UNKNOWN}
_ENTITY = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


class CorpusError(ValueError):
    """A message file is not as it should be; the text names the file and the fault."""


@dataclass(frozen=True, slots=True)
class Example:
    """One message with what a person reading it would say of it."""

    text: str
    level: RiskLevel
    category: str
    about: About
    speaker: Speaker
    past: bool = False
    service: bool = False  # an ordinary question to the assistant

    @property
    def danger(self) -> bool:
        """Whether a human must be called."""
        return self.level >= RiskLevel.HIGH

    @property
    def far(self) -> bool:
        """Whether the message is far from the line that matters (danger or hard harmless)."""
        return self.service or self.level is RiskLevel.ELEVATED

    @property
    def unseen(self) -> bool:
        """Whether the message is kept from the sentence encoder; fixed by its words."""
        return self._place < UNSEEN_SHARE

    @property
    def dev(self) -> bool:
        """Whether the message belongs to the split kept for measuring; fixed by its words."""
        return self._place < DEV_SHARE

    @property
    def _place(self) -> float:
        digest = hashlib.sha256(self.text.encode("utf-8", "replace")).digest()
        return int.from_bytes(digest[:4], "big") / 2**32


def read_all(screening: Path, questions: Path) -> list[Example]:
    """Everything that is learned from: labelled messages and ordinary questions, each text once."""
    found = read_folder(screening) + read_service_questions(questions, SERVICE_QUESTIONS)
    return list({example.text: example for example in reversed(found)}.values())[::-1]


def read_folder(folder: Path) -> list[Example]:
    """The messages of the `.yml` files right in a folder; folders inside it are not read."""
    return [example for path in sorted(folder.glob("*.yml")) for example in read_file(path)]


def read_file(path: Path) -> list[Example]:
    """The messages of one file; CorpusError when its shape is wrong."""
    try:
        raw = _parse(path)
        level, category = _LEVELS[raw["level"]], str(raw["category"])
        return [example for group in raw["groups"] for example in _group(group, level, category)]
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{path.name}: {error}") from error


def _parse(path: Path) -> Any:
    # The safe loader in C: ten times as fast, and thousands of messages are read.
    return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def _group(raw: dict[str, Any], level: RiskLevel, category: str) -> Iterator[Example]:
    about, speaker, past = About(raw["about"]), Speaker(raw["speaker"]), raw["time"] == "past"
    if raw["time"] not in ("now", "past"):
        raise ValueError("time is now or past")
    for text in raw["texts"]:
        if not isinstance(text, str) or not text:
            raise ValueError("a text must be a text")
        yield Example(text, level, category, about, speaker, past)


def _harmless(intent: str) -> bool:
    # The assistant's own risk intents are its second net and hold danger.
    return bool(intent) and not intent.startswith("risk")


def _lot(text: str) -> bytes:
    # Not the hash of the dev split: else the chosen ones would all be in it.
    return hashlib.sha256(b"lot:" + text.encode("utf-8", "replace")).digest()


_LOOKS_LIKE_FAREWELL = frozenset({"goodbye", "thanks", "greet", "chitchat", "repeat"})
"""Intents whose everyday words (good night, thank you for everything) sound like a farewell."""


def read_service_questions(folder: Path, limit: int) -> list[Example]:
    """Ordinary questions from the assistant's own training data (Rasa's YAML): all harmless.

    All small talk, and of the rest the same `limit` every time, chosen by a hash of their words.
    """
    texts: set[str] = set()
    always: set[str] = set()
    for path in sorted(folder.glob("*.yml")):
        raw = _parse(path) or {}
        for block in raw.get("nlu") or []:
            intent = str(block.get("intent", ""))
            for line in str(block.get("examples", "")).splitlines() if _harmless(intent) else ():
                text = _ENTITY.sub(r"\1", line.strip().removeprefix("- ").strip())
                if text:
                    (always if intent in _LOOKS_LIKE_FAREWELL else texts).add(text)
    chosen = [*sorted(always), *sorted(texts, key=_lot)[:limit]]
    return [
        Example(text, RiskLevel.NONE, "service", About.NONE, Speaker.UNKNOWN, service=True) for text in chosen
    ]
