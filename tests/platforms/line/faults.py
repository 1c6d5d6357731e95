"""Misbehaviour on demand."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

Kind = Literal["status", "hang", "drop"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What the next sending request meets: an error status, silence, or a cut line.

    `after` says that the messages are delivered before it happens. `only` names one way of sending.
    """

    kind: Kind = "status"
    status: int = 500
    retry_after: int | None = None
    after: bool = False
    only: Literal["reply", "push"] | None = None


class Faults:
    """The faults to come, each used once, in order."""

    def __init__(self) -> None:
        self._coming: deque[Fault] = deque()

    def add(self, fault: Fault, times: int = 1) -> None:
        self._coming.extend([fault] * times)

    def take(self, way: str) -> Fault | None:
        """The next fault for this way of sending."""
        for fault in self._coming:
            if fault.only in (None, way):
                self._coming.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self._coming.clear()

    def __len__(self) -> int:
        return len(self._coming)
