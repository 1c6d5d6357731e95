"""Chromium for browser tests: Debian's package, never a download."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

SHOTS = os.environ.get("AKARI_SCREENSHOTS", "")
"""A folder to keep screenshots in, for looking at them."""
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The machine's Chromium; without one the test is skipped and says so loudly."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "NO BROWSER: chromium is missing, so nothing was tried in a browser"
        print(f"\n*** {reason} ***", file=sys.__stderr__)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()
