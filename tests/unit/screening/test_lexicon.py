from __future__ import annotations

from pathlib import Path

import pytest

from bot.screening import lexicon
from bot.screening.lexicon import LexiconError
from tests.unit.screening.screens import DATA

GOOD = "category: suicide\nsignals:\n  - {name: one, level: high, text: ['死にたい']}\n"


def _folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "one.yml").write_text(text, "utf-8")
    return tmp_path


def test_load_reads_every_category_when_the_shipped_signals_are_read() -> None:
    found = {entry.category for entry in lexicon.load(DATA / "lexicon")}
    assert {"suicide", "self_harm", "overdose", "home_violence", "abuse", "dv", "medical", "missing"} <= found


def test_load_accepts_a_file_when_it_is_in_order(tmp_path: Path) -> None:
    assert lexicon.load(_folder(tmp_path, GOOD))[0].name == "one"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD.replace("suicide", "weather"), "unknown category"),
        (GOOD.replace("level: high", "level: heigh"), "unknown risk level"),
        (GOOD.replace("level: high", "level: none"), "elevated, high or imminent"),
        (GOOD.replace("text:", "txt:"), "unknown keys"),
        (GOOD.replace("'死にたい'", "'死(にたい'"), "bad pattern"),
        (GOOD.replace("'死にたい'", "'死*'"), "empty text"),
        (GOOD.replace("text: ['死にたい']", "unless: [negated]"), "neither text nor words"),
        (GOOD + "    unless: [maybe]\n", "not YAML"),
        (GOOD.replace("level: high,", "level: high, unless: [maybe],"), "unknown rules"),
        (GOOD + "  - {name: one, level: high, text: ['あ']}\n", "used twice"),
        ("- a list", "not a mapping"),
    ],
)
def test_load_names_the_fault_when_a_file_is_not_in_order(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(LexiconError, match=fault):
        lexicon.load(_folder(tmp_path, text))


def test_load_fails_when_there_are_no_signals(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no signals"):
        lexicon.load(tmp_path)
