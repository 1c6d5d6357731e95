"""Where people are, when they have sent it: in memory only, for a few minutes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

SPOTS_MAX = 500
"""Spots held at a time; the oldest go first."""
HELD_S = 600.0
"""How long a spot is held at most, in seconds."""

Spot = tuple[float, float]
"""Latitude and longitude in degrees."""


class Spots:
    """Holds the spot of a message until it is answered. Nothing is stored; a restart forgets all."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._held: OrderedDict[int, tuple[Spot, float]] = OrderedDict()

    def hold(self, message_id: int, spot: Spot) -> None:
        """Hold the spot for the answer to this message."""
        self._held.pop(message_id, None)
        self._held[message_id] = spot, self._seconds() + HELD_S
        while len(self._held) > SPOTS_MAX:
            self._held.popitem(last=False)

    def look(self, message_id: int) -> Spot | None:
        """The spot of a message, while it is held."""
        while self._held and next(iter(self._held.values()))[1] <= self._seconds():
            self._held.popitem(last=False)
        found = self._held.get(message_id)
        return found[0] if found else None

    def forget(self, message_id: int) -> None:
        """The message is answered."""
        self._held.pop(message_id, None)
