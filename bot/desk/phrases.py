"""Fixed words that buttons send and that are obeyed without any assistant."""

from __future__ import annotations

import unicodedata

from bot.conversation.content import Choice

SOS = Choice("今すぐ人と話したい", "今すぐ人と話したい")
"""Always there, on every channel: calls a human even when everything else is down."""

BACK = Choice("自動の案内にもどる", "自動の案内にもどる")
"""Leaves the queue again while nobody has claimed the conversation."""

_SOS_TYPED = frozenset(
    {"今すぐ人と話したい", "人と話したい", "人と話す", "相談員と話したい", "職員と話したい", "担当者と話したい", "sos", "オペレーター"}
)
_BACK_TYPED = frozenset({"自動の案内にもどる", "自動の案内に戻る", "自動案内に戻る", "ボットに戻る"})


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(ch for ch in plain if ch.isalnum())


def wants_human(text: str) -> bool:
    """Whether the text is, word for word, the wish for a human."""
    return _folded(text) in _SOS_TYPED


def wants_assistant_back(text: str) -> bool:
    """Whether the text is, word for word, the wish to go back to the assistant."""
    return _folded(text) in _BACK_TYPED
