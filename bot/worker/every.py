"""How often a sweep that need not run each second does its work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True)
class Every:
    """Counts the time since the last round."""

    period: timedelta
    _last: datetime | None = field(default=None, init=False)

    def due(self, now: datetime) -> bool:
        """Whether the next round is due."""
        # A clock that was set back must not stop the sweeps until it is there again.
        return self._last is None or not self._last <= now < self._last + self.period

    def done(self, now: datetime) -> None:
        """A round was taken now."""
        self._last = now
