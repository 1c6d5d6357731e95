"""One file of facts that never takes the desk down: the last good version stays in use.

What was read well is also copied, so that a desk that starts on a wrong file goes on with what
was good before; without a copy it has the safest thing there is, which is nothing at all.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import structlog

from bot.guide.errors import CatalogueError

log = structlog.get_logger()
Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The facts of one file. `spare` are files to start from while the file itself is wrong."""

    def __init__(self, load: Callable[[Path], Value], nothing: Value, copy: Path, *spare: Path) -> None:
        self._load = load
        self._copy = copy
        self._spare = (copy, *spare)
        self._nothing = nothing
        self._good: Value | None = None

    def read(self, file: Path) -> Value:
        """The facts of the file, or the last good ones; a fault is said loudly, never raised."""
        try:
            self._good = self._load(file)
        except Exception as error:
            if self._good is None:
                self._good = self._first()
            _tell(file, error, bare=self._good == self._nothing)
        else:
            self._keep(file)
        return self._good

    def _first(self) -> Value:
        for spare in self._spare:
            # A missing file is no fact: most loaders take it for an empty one.
            if spare.exists():
                with contextlib.suppress(Exception):
                    return self._load(spare)
        return self._nothing

    def _keep(self, file: Path) -> None:
        try:
            if not file.exists():
                self._copy.unlink(missing_ok=True)
                return
            self._copy.parent.mkdir(parents=True, exist_ok=True)
            part = self._copy.with_suffix(".part")
            shutil.copy(file, part)
            part.replace(self._copy)
        except OSError as error:
            log.warning("facts_not_copied", file=file.name, error=type(error).__name__)


def _tell(file: Path, error: Exception, *, bare: bool) -> None:
    in_use = "nothing" if bare else "last_good"
    if isinstance(error, CatalogueError):
        log.error("facts_not_read", file=file.name, line=error.line, field=error.field, in_use=in_use)
    else:
        log.error("facts_not_read", file=file.name, error=type(error).__name__, in_use=in_use)
