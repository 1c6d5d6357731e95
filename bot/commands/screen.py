"""`akari screen`: what the screening sees in texts; needs no server and no Rasa."""

from __future__ import annotations

from bot.bootstrap import build_screen
from bot.commands.texts import read_texts, write_line
from bot.screening.cli import screen_lines
from bot.settings import Settings


def screen(settings: Settings) -> None:
    """Standard input to standard output, in order."""
    for row in screen_lines(build_screen(settings), read_texts()):
        write_line(dict(row))
