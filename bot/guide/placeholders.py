"""The few places in the copy where a fact of the city or of the moment is put in."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS = frozenset({"section", "reading", "general_desk", "prefecture_line", "person"})


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; a missing value leaves nothing."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: values.get(match.group(1), ""), text)
