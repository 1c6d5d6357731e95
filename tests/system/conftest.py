"""What the tests of the whole product share."""

from __future__ import annotations

import pytest

from bot.settings import Settings
from bot.supervisor.specs import MODEL
from tests.processes import ROOT


@pytest.fixture
async def settings() -> Settings:
    """The settings of this checkout, with its trained model."""
    found = Settings()
    assert (ROOT / found.var_dir / MODEL).exists(), "train the model first: make train"
    return found
