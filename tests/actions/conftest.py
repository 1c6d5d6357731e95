from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions import library
from tests.actions.talk import Talk


@pytest.fixture(autouse=True)
def shipped_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The catalogue as it is shipped and a city that has registered nothing."""
    monkeypatch.setenv("AKARI_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("AKARI_PROFILE", str(tmp_path / "profile.yml"))
    library._library.cache_clear()
    yield
    library._library.cache_clear()


@pytest.fixture
def talk() -> Talk:
    return Talk()
