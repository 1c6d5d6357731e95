"""Where people are, when they have sent it: in memory only, for a few minutes."""

from __future__ import annotations

from collections import OrderedDict

SPOTS_MAX = 500
"""Spots held at a time; the oldest go first."""

Spot = tuple[float, float]
"""Latitude and longitude in degrees."""


class Spots:
    """Holds the spot of a message until it is answered. Nothing is stored; a restart forgets all."""

    def __init__(self) -> None:
        self._held: OrderedDict[int, Spot] = OrderedDict()

    def hold(self, message_id: int, spot: Spot) -> None:
        """Hold the spot for the answer to this message."""
        self._held[message_id] = spot
        while len(self._held) > SPOTS_MAX:
            self._held.popitem(last=False)

    def look(self, message_id: int) -> Spot | None:
        """The spot of a message, while it is held."""
        return self._held.get(message_id)

    def forget(self, message_id: int) -> None:
        """The message is answered."""
        self._held.pop(message_id, None)
