"""The shipped catalogue, read once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.guide.answers import Guide
from bot.guide.calendar_days import TOKYO
from bot.guide.profile import CityProfile

CATALOGUE = Path(__file__).parents[3] / "data" / "catalogue"


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide of a city that has registered nothing."""
    return Guide.from_folder(CATALOGUE, CityProfile())


@pytest.fixture
def now() -> datetime:
    """A night in November, a national holiday."""
    return datetime(2026, 11, 23, 2, 10, tzinfo=TOKYO)
