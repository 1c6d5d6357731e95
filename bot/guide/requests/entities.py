"""A request and its states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.guide.requests.kinds import RequestKind


class RequestState(StrEnum):
    """How far the desk has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        """The state as the person is told."""
        return _WORDS[self]

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen."""
        return self in (RequestState.DONE, RequestState.CANCELLED)


_WORDS = {
    RequestState.OPEN: "受けつけました。担当者が確かめるまで、お待ちください。",
    RequestState.IN_PROGRESS: "担当者が対応しています。",
    RequestState.DONE: "対応が終わりました。",
    RequestState.CANCELLED: "取り消されました。",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `note` is what the desk wants the person to know.

    `contact_id` is 0 and `fields` are empty once the personal answers were erased.
    """

    id: int
    contact_id: int
    kind: RequestKind
    fields: Mapping[str, Any]
    state: RequestState
    note: str
    created_at: datetime
    changed_at: datetime
    conversation_id: int | None = None
    """The conversation it came from."""
    handled_by: int | None = None
    """The counselor who changed its state last."""

    @property
    def erased(self) -> bool:
        """Whether nothing is left that tells who asked."""
        return self.contact_id == 0
