"""Which of the lines open now go into a safety reply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.conversation.content import Call
from bot.guide.help_lines import HelpLine

CALLS = {"119": Call("119 救急", "119"), "110": Call("110 警察", "110")}
"""The two that always answer; they are no help lines and are shown apart."""
_WRITTEN = frozenset({"chat", "sns"})


def is_written(line: HelpLine) -> bool:
    """Whether one writes to this line instead of phoning."""
    return bool(_WRITTEN & set(line.categories)) or line.number.startswith("http")


def spoken(lines: Iterable[HelpLine], kinds: Sequence[str], most: int) -> list[HelpLine]:
    """At most `most` lines to phone: those made for `kinds` first, then those for anybody.

    `lines` are open now, nearest first. A line for another trouble is left out.
    """
    callable_ = [line for line in lines if line.number not in CALLS and not is_written(line)]
    fitting = [line for line in callable_ if set(kinds) & set(line.categories)]
    general = [line for line in callable_ if line.general and line not in fitting]
    return [*fitting, *general][:most]


def written(lines: Iterable[HelpLine], most: int) -> list[HelpLine]:
    """At most `most` lines to write to."""
    return [line for line in lines if is_written(line)][:most]


def listed(lines: Iterable[HelpLine]) -> str:
    """The lines with their numbers, one a row."""
    return "\n".join(f"・{line.name} {line.number}" for line in lines)
