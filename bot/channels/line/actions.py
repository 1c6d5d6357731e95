"""LINE's action objects: say a text, ring a number, open a page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from bot.channels.line.text import clip, safe_text, units
from bot.conversation.content import Call, Choice, Link

LABEL_MAX = 20
SAID_MAX = 300
URI_MAX = 1000
OPEN = "開く"

Action = dict[str, Any]

_NUMBER = re.compile(r"\+?[0-9#*]{2,30}")
_URL = re.compile(r"https?://[A-Za-z0-9.:-]+(?:[/?#][\x21-\x7e]*)?")


def message_action(choice: Choice) -> Action:
    """Says the choice's text for the person."""
    said = clip(safe_text(choice.text).strip(), SAID_MAX)
    return {"type": "message", "label": _label(choice.label) or _label(said), "text": said}


def sayable(choice: Choice) -> bool:
    """Whether the choice says anything at all."""
    return bool(safe_text(choice.text).strip())


def call_action(call: Call) -> Action:
    """Rings a number."""
    number = _digits(call.number)
    return {"type": "uri", "label": _label(call.label) or number, "uri": f"tel:{quote(number, safe='+*')}"}


def link_action(link: Link) -> Action:
    """Opens a page."""
    return {"type": "uri", "label": _label(link.label) or OPEN, "uri": _ascii(link.url)}


def callable_number(number: str) -> bool:
    """Whether a telephone can ring this number."""
    return bool(_NUMBER.fullmatch(_digits(number)))


def openable(url: str) -> bool:
    """Whether LINE opens this address."""
    return bool(_URL.fullmatch(_ascii(url))) and units(_ascii(url)) <= URI_MAX


def _label(text: str) -> str:
    return clip(safe_text(text).strip(), LABEL_MAX)


def _digits(number: str) -> str:
    """The number without the marks that only make it readable."""
    return re.sub(r"[\s()（）‐－ー-]", "", number)


def _ascii(url: str) -> str:
    """The address with everything but ASCII percent-encoded; what is encoded already stays."""
    return quote(safe_text(url), safe="%/:=&?~#+!$,;'@()*[]")
