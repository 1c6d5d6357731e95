"""What stands in for the screen while its signals cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.assessment import Assessment


class AbsentScreen:
    """Knows nothing, and says so: every level is unknown, so a human is asked about every message."""

    def quick(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        return Assessment.failed()

    def full(self, text: str, recent: Sequence[str] = ()) -> Assessment:
        return Assessment.failed()
