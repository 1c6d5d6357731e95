"""Reading the book of safety texts; a book that cannot be used is replaced, never half used."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import structlog
import yaml
from pydantic import ValidationError

from bot.desk.safety.book import Book
from bot.desk.safety.builtin import builtin_book

SHIPPED = Path(__file__).resolve().parents[3] / "data" / "safety" / "replies.yml"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_log = structlog.get_logger()


def load(path: Path) -> Book:
    """The book of a file, or the built-in one when the file is missing or wrong (it is logged)."""
    book, faults = _read(path)
    if book is None:
        _log.error("safety_replies_unusable", file=str(path), faults=len(faults), first=faults[0])
        return builtin_book()
    return book


def problems(path: Path) -> list[str]:
    """What is wrong with the file, one fault a line, for the staff; [] when it is in use."""
    return _read(path)[1]


@lru_cache(maxsize=1)
def shipped() -> Book:
    """The book that comes with the project, read once."""
    return load(SHIPPED)


def _read(path: Path) -> tuple[Book | None, list[str]]:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
        return Book.model_validate(raw), []
    except OSError as error:
        return None, [f"{path}: cannot be read ({type(error).__name__})"]
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return None, [f"{path}: is not YAML: {' '.join(str(error).split())}"]
    except ValidationError as error:
        return None, [f"{path}: {_place(raw, fault['loc'])}: {fault['msg']}" for fault in error.errors()]


def _place(raw: object, loc: tuple[int | str, ...]) -> str:
    """Where a fault is, with an entry's id instead of its number."""
    names = []
    for step in loc:
        raw = _inside(raw, step)
        named = isinstance(step, int) and isinstance(raw, dict) and "id" in raw
        names.append(str(raw["id"]) if named and isinstance(raw, dict) else str(step))
    return ".".join(names) or "whole file"


def _inside(raw: object, step: int | str) -> object:
    if isinstance(raw, dict):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None
