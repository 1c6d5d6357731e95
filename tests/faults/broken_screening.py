"""A front desk whose screening throws: `python -m tests.faults.broken_screening`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

import uvicorn

from bot.app import app_of
from bot.bootstrap import build_desk
from bot.conversation.assessment import Assessment
from bot.desk.ports import Screen
from bot.logging import set_up_logging
from bot.settings import load_settings

BREAKS = "TEST_SCREENING_BREAKS"
"""Names what throws: "rules" (everything, since the model builds on them) or "model" alone."""


@dataclass(frozen=True, slots=True)
class BrokenScreen:
    """Throws with the very words it was given, as a careless library would."""

    screen: Screen
    rules_too: bool

    def quick(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        if self.rules_too:
            raise RuntimeError(text)
        return self.screen.quick(text, recent)

    def full(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        raise RuntimeError(text)


def main() -> None:
    """Serve until a signal."""
    set_up_logging()
    settings = load_settings()
    desk = build_desk(settings)
    broken = BrokenScreen(desk.screen, os.environ[BREAKS] == "rules")
    app = app_of(replace(desk, screen=broken))
    uvicorn.run(app, host=settings.host, port=settings.port, log_config=None, access_log=False)


if __name__ == "__main__":
    main()
