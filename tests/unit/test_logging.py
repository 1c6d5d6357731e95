from __future__ import annotations

import logging
import sys

from bot.logging import PlainFormatter


def test_nobodys_words_are_logged_when_a_library_fails() -> None:
    try:
        raise ValueError("INSERT … ('もう死にたい')")
    except ValueError:
        record = logging.LogRecord(
            "lib", logging.ERROR, "x.py", 7, "bad row %s", ("もう死にたい",), sys.exc_info()
        )
    line = PlainFormatter().format(record)
    assert line == "ERROR lib:7 ValueError"
