"""Token buckets: so many at once, so many a second."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

KEYS_MAX = 10_000
"""Clients remembered; the longest unseen is forgotten first."""


class Buckets:
    """One bucket for each client. `now` gives seconds from any start."""

    def __init__(self, burst: int, per_second: float, now: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._now = now
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take one; 0.0 when there was one, else the seconds until there will be."""
        now = self._now()
        level, at = self._levels.pop(client, (float(self._burst), now))
        level = min(self._burst, level + (now - at) * self._per_second)
        missing = max(0.0, 1.0 - level)
        self._levels[client] = (level if missing else level - 1.0, now)
        if len(self._levels) > KEYS_MAX:
            self._levels.popitem(last=False)
        return missing / self._per_second
