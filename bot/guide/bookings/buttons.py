"""What the buttons under a booking say for the person, and reading it back when it is tapped or typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.content import Choice


class Press(StrEnum):
    """What a button asks for."""

    ACCEPT = "accept"
    DECLINE = "decline"
    CHANGE = "change"
    CANCEL = "cancel"


_BUTTONS: dict[Press, tuple[str, str]] = {
    Press.ACCEPT: ("お願いします", "予約{id}の空いた席をお願いします"),
    Press.DECLINE: ("今回は見送ります", "予約{id}の空いた席は見送ります"),
    Press.CHANGE: ("変更する", "予約{id}を変更したい"),
    Press.CANCEL: ("取り消す", "予約{id}を取り消したい"),
}
_PATTERNS = {
    press: re.compile(re.escape(said).replace(r"\{id\}", r"\s*(\d{1,9})\s*"))
    for press, (_label, said) in _BUTTONS.items()
}


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was tapped, and the booking it belongs to."""

    press: Press
    booking_id: int


def button(press: Press, booking_id: int) -> Choice:
    """The button for a booking."""
    label, said = _BUTTONS[press]
    return Choice(label, said.format(id=booking_id))


def read_button(text: str) -> Pressed | None:
    """The button a text comes from; None for any other text."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("。")
    for press, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(plain):
            return Pressed(press, int(found[1]))
    return None
