"""Fixed words that buttons send and that are obeyed without any assistant."""

from __future__ import annotations

import unicodedata

from bot.conversation.content import Choice

SOS = Choice("今すぐ人と話したい", "今すぐ人と話したい")
"""Always there, on every channel: calls a human even when everything else is down."""

BACK = Choice("自動の案内にもどる", "自動の案内にもどる")
"""Leaves the queue again while nobody has claimed the conversation."""
BACK_EN = Choice("Back to the guide", "Back to the guide")
"""The same for somebody who writes English."""

CANNOT_CALL = Choice("電話はむずかしい", "電話はむずかしい")
"""Under a safety reply: asks what can be done by somebody who cannot phone now."""
CANNOT_CALL_EN = Choice("I can't phone now", "I can't phone now")
"""The same for somebody who writes English."""

_SOS_TYPED = frozenset(
    {
        "今すぐ人と話したい",
        "人と話したい",
        "人と話す",
        "相談員と話したい",
        "職員と話したい",
        "担当者と話したい",
        "sos",
        "オペレーター",
    }
)
_BACK_TYPED = frozenset(
    {"自動の案内にもどる", "自動の案内に戻る", "自動案内に戻る", "ボットに戻る", "backtotheguide"}
)
_CANNOT_CALL_TYPED = frozenset(
    {
        "電話はむずかしい", "電話は難しい", "電話はむずかしいです", "電話は難しいです",
        "今日は電話できない", "電話できない", "電話できません", "電話はできない", "電話はできません",
        "電話は無理", "電話は無理です", "icantphonenow",
    }
)  # fmt: skip


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(ch for ch in plain if ch.isalnum())


def wants_human(text: str) -> bool:
    """Whether the text is, word for word, the wish for a human."""
    return _folded(text) in _SOS_TYPED


def wants_assistant_back(text: str) -> bool:
    """Whether the text is, word for word, the wish to go back to the assistant."""
    return _folded(text) in _BACK_TYPED


def cannot_call(text: str) -> bool:
    """Whether the text says, word for word, that telephoning is not possible now."""
    return _folded(text) in _CANNOT_CALL_TYPED
