"""Who writes and who is at risk, read from kinship words and self-descriptions."""

from __future__ import annotations

import regex

from bot.conversation.assessment import About, Speaker

_CHILD = r"息子|むすこ|せがれ|倅|娘(?!さん)|むすめ|長男|次男|三男|長女|次女|うちの子|あの子|この子|下の子|上の子|わが子|我が子"
_SIBLING = r"(?<!義)(?:兄貴?|あに)(?!弟)|お?兄ちゃん|おにいちゃん|にいちゃん|(?<!従)弟|おとうと|(?<!義)姉|お?姉ちゃん|おねえちゃん|(?<!従)妹(?!分)|いもうと|きょうだい"
_PARTNER = r"夫(?!婦)|主人|旦那|だんな|しゅじん|妻|嫁はん|嫁さん|家内|彼氏|彼女|パートナー|同棲"
_PARENT = r"お?父さん|お?母さん|おとうさん|おかあさん|(?<!祖)父(?!親です)|(?<!祖|叔|伯)母(?!親です|です|親の(?:私|わたし))|おかん|おとん|おやじ|親父|おふくろ|ママ(?!友)|パパ|両親|(?<!父|母|片)親(?!戚|子|の会|なき|亡)"
_RELATIVE = r"孫|甥|姪|叔父|叔母|伯父|伯母|おじさんが|いとこ|従兄|義[兄弟姉妹父母]|おばの"
_NEIGHBOUR = r"お?隣|となり|近所|向かい|裏の(?:家|お|息子|人|方)|上の階|下の階|団地|自治会|回覧板"
_SUPPORTER = r"利用者|クライエント|相談者|民生|支援員|支援セ|包括|ケアマネ|ケースワーカー|担任|教諭|訪問先|保健師|看護師です|訪問看護|ヘルパー(?:です|ですが|で)|スタッフです|職員(?:です|やけど|を)|カウンセラー(?:です|を)|ソーシャルワーカー|社協|相談員です|相談支援|保育士です|指導員|薬剤師|当(?:校|事業所|機関|施設)|ご利用者"
_FRIEND = r"友達|ともだち|友だち|友人|同僚|クラスの|クラスメイト|先輩|後輩|幼なじみ|ママ友|フレンド|同級生|my friend"
_ROLE_PARENT = r"(?:母|父)(?:親)?(?:です|の(?:私|わたし))|母親(?:の|な)"

_ORDER: tuple[tuple[Speaker, regex.Pattern[str]], ...] = (
    (Speaker.SUPPORTER, regex.compile(_SUPPORTER)),
    (Speaker.PARENT, regex.compile(_ROLE_PARENT)),
    (Speaker.NEIGHBOUR, regex.compile(_NEIGHBOUR)),
    (Speaker.RESIDENT, regex.compile(_FRIEND)),
    (Speaker.PARENT, regex.compile(_CHILD)),
    (Speaker.RELATIVE, regex.compile(_RELATIVE)),
    (Speaker.SIBLING, regex.compile(_SIBLING)),
    (Speaker.PARTNER, regex.compile(_PARTNER)),
    (Speaker.CHILD, regex.compile(_PARENT)),
)
_SELF = regex.compile(
    r"(?:私|わたし|あたし|俺|おれ|オレ|僕|ぼく|わし|自分|うち|我)(?:が|は|も|の(?:ほう|方)|、|さえ|なんか|なんて)"
)
_BEATEN = regex.compile(
    r"(?:殴|なぐ|蹴|け|叩|たた|踏|ま|しめ|絞|飛ば|つね|縛)(?:ら|か|さ)?れ|どつかれ|しばかれ|殺される|ころされる"
)
_REPORTS = regex.compile(
    r"(?:と|って|て|、)(?:[^。]{0,6})?(?:言|いう|いい|言う|口に|つぶや|打って|書いて|送って|叫|ライン|line|メール|泣)|が[^。]{0,12}(?:いなく|動か|起き|飲|切っ|立って|出て)"
)
_HEARD = regex.compile(r"(?:と|って|て)(?:言われ|いわれ|言うてき|言ってき|言い出|いいだ|言い始|打ち明けられ)")
_OWN_FIRST = frozenset({"home_violence", "dv", "abuse"})


def speaker(text: str) -> Speaker:
    """Who seems to write; the person themselves when nobody else is named."""
    for role, pattern in _ORDER:
        if pattern.search(text):
            return role
    return Speaker.SELF if _SELF.search(text) else Speaker.UNKNOWN


def about(text: str, who: Speaker, category: str) -> About:
    """Who is at risk, given who writes and what the danger is."""
    if who in (Speaker.SUPPORTER, Speaker.NEIGHBOUR, Speaker.RESIDENT):
        return About.OTHER
    if who in (Speaker.SELF, Speaker.UNKNOWN):
        # Words that somebody was told are somebody else's: at this desk mostly the family's.
        return About.FAMILY if _HEARD.search(text) and not _BEATEN.search(text) else About.SELF
    if category in _OWN_FIRST and _BEATEN.search(text) and not _third_victim(text, who):
        return About.SELF
    own = _SELF.search(text)
    if own and not _REPORTS.search(text):
        return About.SELF
    return About.FAMILY


_VICTIM = regex.compile(
    r"(?:母|父|妻|夫|主人|妹|弟|姉|兄|祖母|ばあちゃん|おかん|おとん|ママ|パパ|家内|嫁|孫)(?:が|は|も)[^。]{0,14}(?:られ|かれ|され|れて)"
)


def _third_victim(text: str, who: Speaker) -> bool:
    return bool(_VICTIM.search(text)) and who is not Speaker.PARTNER
