"""`akari screen`: what the screening sees in texts; needs no server and no Rasa."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TextIO

from bot.bootstrap import build_screen
from bot.conversation.levels import RiskLevel
from bot.desk.ports import Screen
from bot.settings import Settings


def read_texts(lines: TextIO) -> Iterator[str]:
    """The texts of an input: one a line, plain or as a JSON object with `text`."""
    for line in lines:
        plain = line.rstrip("\r\n")
        yield _text_of(plain)


def _text_of(line: str) -> str:
    if line.lstrip().startswith("{"):
        try:
            value = json.loads(line)
        except ValueError:
            return line
        if isinstance(value, dict) and isinstance(value.get("text"), str):
            return str(value["text"])
    return line


def level_word(level: RiskLevel) -> str:
    """The level as one of the four words of the contract; what is unknown counts as high."""
    return RiskLevel.HIGH.word if level is RiskLevel.UNKNOWN else level.word


def screen_one(screen: Screen, text: str) -> dict[str, object]:
    """One line of output."""
    seen = screen.full(text)
    return {
        "text": text,
        "level": level_word(seen.level),
        "signals": [signal.name for signal in seen.signals],
        "about": seen.about.value,
    }


def screen(settings: Settings) -> None:
    """Standard input to standard output, in order."""
    built = build_screen(settings)
    for text in read_texts(sys.stdin):
        print(json.dumps(screen_one(built, text), ensure_ascii=False), flush=True)
