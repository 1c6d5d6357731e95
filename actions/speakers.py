"""Who seems to write, by words that say so plainly; what the person says outright always wins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.guide.entities import Person

_SIGNS = (
    ("supporter", r"民生委員|ケアマネ|社協の|社会福祉協議会|相談支援専門員|訪問看護|支援員|事業所の|担任|養護教諭|ソーシャルワーカー|当センター|当事業所|利用者様|ご担当者様"),
    ("resident", r"(?:隣|となり|近所|ご近所|同じ団地|アパート)の(?:家|方|人|お宅|息子|娘|住人|部屋)|町内会|自治会|大家です|友人の|友達の"),
    ("family", r"(?:うちの|わが)(?:子|息子|娘|主人|夫|妻)|(?:息子|娘|孫|弟|妹|兄|姉|長男|次男|長女|次女|主人|夫|妻)(?:が|は|の|を|に|と|も)|母です|父です|親です|祖母です|祖父です"),
    ("self", r"(?:私|わたし|僕|ぼく|俺|おれ|自分)(?:が|は|も)?(?:ずっと)?(?:ひきこもり|引きこもり|引き籠|こもって|家から出|部屋から出|外に出)|(?:本人|当事者)です"),
)  # fmt: skip
_PATTERNS = tuple((speaker, re.compile(words)) for speaker, words in _SIGNS)


_KIN = frozenset(["son", "daughter", "child", "grandchild", "husband", "wife"])
"""People of whom mostly their family writes; a mother may be the writer or the one who must not know."""


def guess(text: str, people: Sequence[Person] = ()) -> str | None:
    """family, self, supporter or resident; None where neither text nor people told of say so."""
    said = next((speaker for speaker, words in _PATTERNS if words.search(text)), None)
    if said is None and any(person.who in _KIN for person in people):
        return "resident" if any(person.who == "neighbour" for person in people) else "family"
    return said
