"""What can be wrong with the files that staff and city write."""

from __future__ import annotations

from pathlib import Path


class CatalogueError(Exception):
    """A catalogue, help-line or profile file cannot be used; says which file, line and field."""

    def __init__(self, file: Path | str, fault: str, *, line: int | None = None, field: str = "") -> None:
        self.file = str(file)
        self.line = line
        self.field = field
        self.fault = fault
        place = f"{self.file}:{line}" if line else self.file
        super().__init__(f"{place}: {field}: {fault}" if field else f"{place}: {fault}")
