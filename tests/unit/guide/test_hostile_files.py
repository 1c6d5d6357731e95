"""Files that somebody made to hurt: small to send, endless to read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bot.guide.errors import CatalogueError
from bot.guide.keeping.csv_file import guarded, to_csv
from bot.guide.keeping.file_rows import PLACE_FILE, SESSION_FILE, FileRefused
from bot.guide.keeping.whole_catalogue import differences, read_archive
from bot.guide.keeping.yaml_text import read_yaml_rows
from bot.guide.shelf import check, read_folder
from bot.guide.yaml_file import read_yaml
from tests.catalogues import SHIPPED

LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 40)
)
"""A few hundred bytes that stand for more words than any machine holds."""
MERGED = "sessions:\n- &a {title: x}\n- <<: *a\n"


def test_file_is_refused_when_its_values_stand_for_endless_others(tmp_path: Path) -> None:
    file = tmp_path / "help_lines.yml"
    file.write_text(LAUGHS, encoding="utf-8")

    with pytest.raises(CatalogueError, match="too many values"):
        read_yaml(file)


def test_catalogue_is_refused_when_a_file_stands_for_endless_values() -> None:
    files = {**read_folder(SHIPPED), "help_lines.yml": f"{LAUGHS}help_lines: *a39\n"}

    with pytest.raises(CatalogueError):
        check(files)
    with pytest.raises(FileRefused):
        differences(read_folder(SHIPPED), files)


@pytest.mark.parametrize("field", ["starts_at", "title", "asks"])
def test_rows_are_refused_when_a_field_stands_for_endless_values(field: str) -> None:
    laughs = LAUGHS.replace("\n", "\n  ")
    file = f"sessions:\n- x: 1\n  {laughs}{field}: *a39\n"

    with pytest.raises(FileRefused) as caught:
        read_yaml_rows(SESSION_FILE, file.encode())
    assert len(caught.value.faults) == 1


def test_rows_are_refused_when_one_repeats_another_by_reference() -> None:
    with pytest.raises(FileRefused):
        read_yaml_rows(SESSION_FILE, MERGED.encode())


def test_rows_are_refused_when_a_file_holds_itself() -> None:
    with pytest.raises(FileRefused):
        read_yaml_rows(PLACE_FILE, b"places: &p\n- name: *p\n")


def test_archive_is_refused_when_a_part_of_it_is_damaged() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("topics.yml", "topics: []\n" * 50)
    content = bytearray(made.getvalue())
    content[40:50] = b"\xff" * 10

    with pytest.raises(FileRefused):
        read_archive(bytes(content))


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_archive_is_refused_when_a_part_packed_otherwise_is_damaged(kind: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", kind) as archive:
        archive.writestr("topics.yml", "topics: []\n" * 50)
    content = bytearray(made.getvalue())
    content[44:70] = b"\xff" * 26

    with pytest.raises(FileRefused):
        read_archive(bytes(content))


@pytest.mark.parametrize(
    "name", ["../topics.yml", "/etc/topics.yml", "services/../../x.yml", "a/b/topics.yml", "services/..yml"]
)
def test_archive_is_refused_when_it_reaches_out_of_the_folder(name: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "x: 1\n")
        archive.writestr("topics.yml", "topics: []\n")

    with pytest.raises(FileRefused):
        read_archive(made.getvalue())


@pytest.mark.parametrize("first", [*"=+-@＝＋－＠", "\t", "\r", "\n"])
def test_cell_is_marked_when_a_spreadsheet_would_run_it(first: str) -> None:
    """Spreadsheets in Japanese take the wide signs for the narrow ones."""
    assert guarded(f"{first}1+1") == f"'{first}1+1"
    assert b"'" in to_csv(["a"], [[f"{first}1+1"]])
