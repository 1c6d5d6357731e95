"""Two questions in one message, and the one question at the end of a long one. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_ENDS = re.compile(r"(?<=[。！？!?\n])|(?<=です )|(?<=ます )|(?<=ですか )|(?<=ますか )")
_ASKING = re.compile(
    r"(?:[?？]|か|の|(?:たい|ほしい|欲しい)(?:ん?です|のです)?(?:が|けど)?|ください|下さい|教えて|おしえて|願います|いたします|でしょう|んけど|ですが)[。！!…\s]*$"
)
_TAKING_BACK = re.compile(
    r"^(?:いや|いえ|あ|え)?[、,\s]*(?:ちが(?:う|います|くて|って)|違(?:う|います|くて|って)|そっち(?:じゃ|では)な(?:くて|い)|そうじゃな(?:くて|い)"
    r"|そうではな(?:くて|い)|ちゃう(?:ねん)?|ちゃいます|まちがえ(?:ました|た)|間違え(?:ました|た))(?:んです|んだ|わ|ねん|よ)*[。、,!！\s]*"
)
SHORTEST = 5
"""Characters; a shorter part (はい。 こんばんは。) is no question."""
MOST = 4
"""Sentences that are looked at, the last ones: every one costs a parse."""
SILENT = frozenset(
    [
        "greet",
        "thanks",
        "goodbye",
        "chitchat",
        "nonsense",
        "repeat",
        "nlu_fallback",
        "affirm",
        "deny",
        "correction",
        "risk",
        "english",
        "easy_japanese",
        "who_family",
        "who_self",
        "who_supporter",
        "who_resident",
        "follow_when",
        "follow_where",
        "follow_how",
        "follow_who",
        "follow_other",
        "follow_more",
        "out_of_scope",
        "talk_to_human",
        "complaint",
        "bot_identity",
    ]
)
"""Intents of a part that do not make a question of their own."""
_CLEAR = 0.7


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a message and what it was taken for."""

    text: str
    intent: str
    confidence: float

    @property
    def asks(self) -> bool:
        """Whether this sentence clearly asks for something that can be answered."""
        return self.intent not in SILENT and self.confidence >= _CLEAR and may_ask(self.text)


def split(text: str) -> list[str]:
    """The sentences of a message, the last few; empty when there is only one."""
    plain = unicodedata.normalize("NFKC", text)
    parts = [part.strip() for part in _ENDS.split(plain) if len(part.strip()) >= SHORTEST]
    return parts[-MOST:] if len(parts) > 1 else []


def after_taking_back(text: str) -> str:
    """What follows a correction (ちがう、家族会のほう → 家族会のほう); empty when nothing does."""
    plain = unicodedata.normalize("NFKC", text).strip()
    rest = _TAKING_BACK.sub("", plain, count=1)
    return rest if rest != plain and len(rest) >= 2 else ""


def may_ask(text: str) -> bool:
    """Whether a sentence ends like a question or a wish."""
    return bool(_ASKING.search(text))


def questions(intent: str, parts: Sequence[Part]) -> list[Part]:
    """The two sentences to answer one by one; empty where the message asks for one thing.

    `intent` is what the whole message was taken for: it must be one of them, otherwise the
    sentences only make sense together.
    """
    asked: dict[str, Part] = {}
    for part in parts:
        if part.asks:
            asked.setdefault(part.intent, part)
    return list(asked.values())[:2] if len(asked) >= 2 and intent in asked else []
