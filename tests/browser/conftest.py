"""What the browser tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser import browsers


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """The machine's Chromium for one test."""
    async with browsers.chromium() as browser:
        yield browser
