"""One change by the staff, as the history keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Table(StrEnum):
    """What was changed. SAMPLES notes that the samples were removed; CATALOGUE is several files of
    the catalogue taken in at once. Entries of the catalogue have no row of their own: their row is 0,
    and they are told apart by the `id` among their fields."""

    SESSION = "class_session"
    PLACE = "place"
    SAMPLES = "samples"
    SERVICE = "service"
    TOPIC = "topic"
    AGENCY = "agency"
    HELP_LINE = "help_line"
    PROFILE = "profile"
    CATALOGUE = "catalogue"
    MESSAGE = "message"
    """A message to all who booked a session: what was said, by whom, to how many."""


@dataclass(frozen=True, slots=True)
class Change:
    """Before and after of one row; None where it did not exist."""

    id: int
    table: Table
    row_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    counselor_id: int | None
    at: datetime


class ChangeRefused(Exception):
    """The staff cannot make this change. `text` is shown to them."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class RowNotFound(ChangeRefused):
    """There is no such row."""

    def __init__(self) -> None:
        super().__init__("見つかりませんでした。もう削除されているかもしれません。")


class MessageIsOut(ChangeRefused):
    """What was said to people cannot be taken back."""

    def __init__(self) -> None:
        super().__init__("送ったお知らせは、取り消せません。訂正のお知らせを送ってください。")


class SessionHasBookings(ChangeRefused):
    """A session that somebody has booked cannot be deleted."""

    def __init__(self) -> None:
        super().__init__("予約のあった回は削除できません。中止にすると、予約した方にお知らせが届きます。")


class ChangedSince(ChangeRefused):
    """The row was changed again after the change that was to be undone."""

    def __init__(self) -> None:
        super().__init__("そのあとに別の変更があるので、元に戻せません。新しい変更から順に戻してください。")
