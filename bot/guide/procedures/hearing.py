"""Whether a text answers the question that stands, and the answer in it."""

from __future__ import annotations

import re
import unicodedata

from bot.guide.procedures.said import (
    Said,
    is_wish,
    leaves_out,
    looks_like_question,
    meaning,
    number,
    plain,
)
from bot.guide.procedures.steps import REFUSED, Step

FREE_MAX = 40
"""A free answer longer than this may well be something else that the person wants to say."""
_FIGURES = re.compile(
    r"(?:じゃあ|やっぱり|えっと)?[+\-]?[\d〇一二三四五六七八九十百千][\d〇一二三四五六七八九十百千/\-.]*"
    r"(?:人|名|部|冊|日|時|番|年.{1,6}日|月\d{1,2}日?)?(?:くらい|ぐらい|ほど)?(?:です|で|でお願いします)?[。.!]?"
)


def is_answer(step: Step, text: str, said: Said | None) -> bool:
    """Whether the text plainly answers the question: nobody else need be asked what it means."""
    if (step.optional and leaves_out(text)) or pressed(step, text) is not None:
        return True
    if not step.free and is_figure(text):
        # 500人 is an answer too, though not one that can be taken.
        return True
    if not reads(step, text):
        return False
    if not step.free or said is Said.THANKS:
        return True
    asks = looks_like_question(text) and not (step.wish and is_wish(text))
    return not asks and (step.wish or len(text) <= FREE_MAX)


def is_figure(text: str) -> bool:
    """Whether a text is a number, a date or a count and nothing else."""
    return _FIGURES.fullmatch(unicodedata.normalize("NFKC", text).strip().replace(" ", "")) is not None


def reads(step: Step, text: str) -> bool:
    """Whether the step can take the text as its answer."""
    try:
        read(step, text)
    except REFUSED:
        return False
    return True


def read(step: Step, text: str) -> object:
    """The answer as it is kept; REFUSED when it is none."""
    button = pressed(step, text)
    words = button or text
    if step.optional and (leaves_out(words) or (step.free and meaning(words) is Said.NO)):
        return step.left_out
    try:
        return step.read(words)
    except REFUSED:
        place = number(text)
        if place is None or not 1 <= place <= len(step.choices) or step.free:
            raise
        chosen = step.choices[place - 1].text
        return step.left_out if step.optional and leaves_out(chosen) else step.read(chosen)


def pressed(step: Step, text: str) -> str | None:
    """What the step's button says whose label or text was sent."""
    said = plain(text)
    return next((one.text for one in step.choices if said in (plain(one.text), plain(one.label))), None)
