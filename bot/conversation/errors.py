"""What can be wrong with a request to change a conversation; each error states the fact."""

from __future__ import annotations


class ConversationError(Exception):
    """A rule of the conversation forbids what was asked."""


class IllegalStatusChange(ConversationError):
    """The wanted status cannot follow the current one."""

    def __init__(self, current: str, wanted: str) -> None:
        super().__init__(f"a conversation that is {current} cannot become {wanted}")


class ConversationNotFound(ConversationError):
    """No conversation has this id."""


class ConversationAlreadyClaimed(ConversationError):
    """Another counselor holds the conversation."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"already claimed by {holder}")
        self.holder = holder


class NotTheHolder(ConversationError):
    """Only the counselor who claimed a conversation may answer, transfer or close it."""


class EmptyReply(ConversationError):
    """A reply without any text cannot be sent."""


class ReplyTooLong(ConversationError):
    """A reply is longer than can be sent at once."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length} characters; at most {limit} can be sent at once")
