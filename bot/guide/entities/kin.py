"""The words for people around the writer: 息子, 次女, おかん, お隣, musuko."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.guide.entities.entity import Entity

_WORDS: dict[str, str] = {
    "son": "息子|むすこ|せがれ|倅|長男|次男|二男|三男|四男|musuko|son",
    "daughter": "娘(?!婿)|むすめ|長女|次女|二女|三女|musume|daughter",
    "child": r"子ども|子供|こども(?!食堂)|お子さん|わが子|我が子|(?<![一-龥])子(?=が|は|も|の|を|に|と|、|です|や|$)|children|child",
    "grandchild": "孫|まご(?=が|は|も|の|を|に|と)|grandson|granddaughter|grandchild",
    "husband": "(?<!大丈)(?<!元)(?<!工)夫(?!婦)|主人(?!公)|旦那|だんなさん|亭主|husband",
    "wife": "妻|嫁(?![いぎ])|家内|奥さん|wife",
    "partner": "彼氏|彼女|恋人|ぱーとなー|同棲相手|partner|boyfriend|girlfriend",
    "mother": "母親|(?<![父祖義])母(?![子国校の])|母(?=の(?:こと|ほう|方|件|介護|様子|年金))|おかあさん|おかん|まま(?=が|は|も|の|に|と)|mother|mom",
    "father": "父親|(?<![祖義])父(?![母兄子])|おとうさん|おとん|おやじ|親父|ぱぱ(?=が|は|も|の|に|と)|father|dad",
    "parents": "両親|父母|りょうしん|parents",
    "brother": "兄(?!弟)|(?<![兄義])弟(?!子)|おにいちゃん|おにいさん|おとうと(?=が|は|も|の|を|に|と)|brother",
    "sister": "姉(?!妹)|(?<![姉義])妹|おねえちゃん|おねえさん|いもうと(?=が|は|も|の|を|に|と)|sister",
    "sibling": "きょうだい|兄弟|姉妹",
    "grandparent": "祖母|祖父|おばあちゃん|おじいちゃん|婆(?=ちゃん|さん)|爺(?=ちゃん|さん)|grandmother|grandfather",
    "relative": "叔父|叔母|伯父|伯母|おじさん|おばさん|甥|姪|いとこ|従兄弟|従姉妹|親戚|親せき|義弟|義妹|義兄|義姉|義母|義父|姑|舅|nephew|niece|cousin|uncle|aunt",
    "friend": "友人|友達|友だち|ともだち|幼なじみ|幼馴染み?|知人|知り合い|friend",
    "neighbour": r"(?:隣|となり)(?!の?(?:市|町|駅|県))|近所(?=の(?:人|方|家|お宅|子|男|女|おじ|おば|息子|娘|\d))|neighbou?r",
}  # fmt: skip
KINDS = tuple(_WORDS)
"""The values that `who` can have."""
_ENGLISH = re.compile(r"[a-z]")
_COMPILED = tuple((value, re.compile(words)) for value, words in _WORDS.items())
# 子ども食堂, 家族教室 and the like are names of things, not people of the talk.
_THINGS = re.compile(r"子ども(?:食堂|会|家庭|若者|センター|相談)|子供会|親子|母子|父子|兄弟姉妹会|子育て")


def read_kin(folded: str, kana: str) -> Iterator[Entity]:
    """The people named, each once for every mention. `kana` has katakana as hiragana, sign by sign."""
    things = [match.span() for match in _THINGS.finditer(kana)]
    found: list[tuple[int, int, str]] = []
    for value, words in _COMPILED:
        for match in words.finditer(kana):
            if _inside_latin_word(kana, *match.span()):
                continue
            if any(start <= match.start() < end for start, end in things):
                continue
            found.append((match.start(), match.end(), value))
    taken = 0
    for start, end, value in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= taken:
            yield Entity("who", value, folded[start:end], start)
            taken = end


def _inside_latin_word(text: str, start: int, end: int) -> bool:
    if not _ENGLISH.match(text[start]):
        return False
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(_ENGLISH.match(before) or _ENGLISH.match(after))
