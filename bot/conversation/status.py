"""The states of a conversation and the only legal steps between them."""

from __future__ import annotations

from enum import StrEnum

from bot.conversation.errors import IllegalStatusChange


class Status(StrEnum):
    """Who answers now: the assistant, nobody yet, a counselor, or nobody any more."""

    WITH_ASSISTANT = "with_assistant"
    WAITING = "waiting"
    CLAIMED = "claimed"
    CLOSED = "closed"

    @property
    def silences_assistant(self) -> bool:
        """Whether a human has, or is about to have, the conversation."""
        return self in (Status.WAITING, Status.CLAIMED)


_STEPS: dict[Status, frozenset[Status]] = {
    Status.WITH_ASSISTANT: frozenset({Status.WAITING, Status.CLAIMED, Status.CLOSED}),
    Status.WAITING: frozenset({Status.CLAIMED, Status.CLOSED, Status.WITH_ASSISTANT}),
    Status.CLAIMED: frozenset({Status.WAITING, Status.CLOSED}),
    Status.CLOSED: frozenset(),
}


def step(current: Status, wanted: Status) -> Status:
    """The wanted status, or IllegalStatusChange when it cannot follow the current one."""
    if wanted not in _STEPS[current]:
        raise IllegalStatusChange(current, wanted)
    return wanted
