"""A name without the courtesy around it."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"^(?:(?:私|わたし|僕|俺|うち)は|名前は|なまえは|ニックネームは|えーと|えっと|あのー?)[、,\s]*"
)
_AFTER = re.compile(
    r"(?:と申します|ともうします|といいます|と言います|って言います|っていいます|と呼んでください|でお願いします"
    r"|でおねがいします|でお願い|です|やで|やわ|だよ)[。.!！]*$"
)


def without_courtesy(text: str) -> str:
    """「はなこと申します」 is はなこ. What would be nothing without it stays as it is."""
    bare = _AFTER.sub("", _BEFORE.sub("", text.strip())).strip()
    return bare or text.strip()
