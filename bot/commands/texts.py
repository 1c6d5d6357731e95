"""Texts from standard input, answers to standard output, whatever they hold."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from io import TextIOWrapper


def read_texts() -> Iterator[str]:
    """The texts of standard input: one a line, plain or as a JSON object with `text`."""
    if isinstance(sys.stdin, TextIOWrapper):
        # Only a line feed ends a line, and bytes that are not UTF-8 stop nobody.
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    for line in sys.stdin:
        yield text_of(line.rstrip("\r\n"))


def text_of(line: str) -> str:
    """The text that a line stands for."""
    if not line.lstrip().startswith("{"):
        return line
    try:
        value = json.loads(line)
    except ValueError:
        return line
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return line
    # Half a surrogate pair can be written in JSON, but neither stored nor printed.
    return str(value["text"]).encode("utf-8", "replace").decode("utf-8")


def write_line(row: Mapping[str, object]) -> None:
    """One JSON object as one line."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(row, ensure_ascii=False), flush=True)
