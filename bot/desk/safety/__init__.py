"""What a person in danger is told: short, warm, concrete; no menu, no sermon, no method.

The words live in `data/safety/replies.yml`, where professionals can read and change them.
Whatever happens to that file or to this package, a safe answer is given.
"""

from __future__ import annotations

from bot.desk.safety.answers import cannot_call, line_categories, reply, style, with_care
from bot.desk.safety.book import Book
from bot.desk.safety.load import load, problems, shipped
from bot.desk.safety.situation import language

__all__ = [
    "Book", "cannot_call", "language", "line_categories", "load", "problems", "reply", "shipped", "style",
    "with_care",
]  # fmt: skip
