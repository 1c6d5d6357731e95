"""Another wish in the middle of a procedure: offered as a change, never taken for an answer."""

from __future__ import annotations

import re
import unicodedata

from bot.conversation.content import Bubble, Choice
from bot.guide.procedures import choices
from bot.guide.procedures.services import label, named
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.requests.kinds import RequestKind

_MAX = 45
"""Characters: a longer text tells something, and is not just a wish."""
_WANTS = r"(?:ほし|欲し|もらえ|もらい|いただ|くださ|下さ|お願い|おねがい|頼み|頼め|たい|希望|予約|申し?[込こ]|できますか|したいん)"
_SERVICE = re.compile(
    r"(?:予約|申し?[込こ]|参加|出席|行き|いき|出|受け|入り)(?:し|み)?(?:たい|ます)|予約(?:を|に)?(?:お願い|変え)|にします|のほうが"
)
_FIND = re.compile(
    r"居場所.{0,12}(?:探|さが|見つけ|行きたい|行ってみたい|知りたい|教えて|参加したい)|行ける(?:場所|ところ).{0,6}(?:探|さが)"
)
_REQUESTS = (
    (RequestKind.CALL_BACK, re.compile(rf"(?:折り?返|かけ直|掛け直).{{0,10}}{_WANTS}|(?<!家に)電話(?:を)?(?:して)?(?:ほしい|欲しい|ください|下さい|もらえ)")),
    (RequestKind.CHAT_APPOINTMENT, re.compile(rf"チャット(?:で)?の?相談.{{0,8}}{_WANTS}|チャットで相談")),
    (RequestKind.ONLINE_CONSULT, re.compile(rf"オンライン(?:で)?の?相談.{{0,8}}{_WANTS}|オンラインで相談し")),
    (RequestKind.VISIT_CONSULT, re.compile(rf"(?:来所|窓口|対面)(?:で)?の?相談.{{0,8}}{_WANTS}")),
    (RequestKind.HOME_VISIT, re.compile(rf"(?:訪問|家庭訪問)(?:相談)?.{{0,8}}{_WANTS}|家(?:まで|に)来て{_WANTS}")),
    (RequestKind.OUTREACH_LECTURE, re.compile(rf"出前講座.{{0,8}}{_WANTS}")),
    (RequestKind.PAMPHLET_COUNTER, re.compile(rf"(?:パンフ|冊子).{{0,12}}窓口で.{{0,8}}{_WANTS}")),
    (RequestKind.PAMPHLET_MAIL, re.compile(rf"(?:パンフ|冊子).{{0,12}}(?:送|郵送|届け).{{0,6}}{_WANTS}")),
)  # fmt: skip
_REFUSES = re.compile(
    r"ないで|せんといて|要りません|いりません|いらない|困り?ます|控えて|避けて|なくて(?:いい|も)|しなくて|いやです|嫌です"
)
_HUMAN = re.compile(
    r"(?:人|相談員|担当(?:者|の人|の方)?|職員|誰か|だれか|スタッフ)(?:さん)?(?:と|に)(?:直接)?(?:、)?(?:話|はな|しゃべ|相談し|つな|代わ|かわ)"
)


def wants_human(text: str) -> bool:
    """Whether a short text wishes for a human, in whatever words."""
    folded = unicodedata.normalize("NFKC", text)
    return len(folded) <= _MAX and _HUMAN.search(folded) is not None


def other_wish(text: str, standing: Procedure) -> Procedure | None:
    """The procedure that a text wishes for instead of the standing one; None for any other text."""
    wished = _wished(unicodedata.normalize("NFKC", text))
    if wished is None or (wished.kind, wished.about) == (standing.kind, standing.about):
        return None
    return None if wished.kind is standing.kind is Kind.FIND_PLACE else wished


def plain_request(text: str) -> Procedure | None:
    """The call-back or the chat that a short text asks for in so many words."""
    wished = _wished(unicodedata.normalize("NFKC", text))
    known = (RequestKind.CALL_BACK, RequestKind.CHAT_APPOINTMENT)
    if wished is None or wished.kind is not Kind.REQUEST or RequestKind(wished.about) not in known:
        return None
    clear = re.search(r"折り?返|かけ直|掛け直|チャット", unicodedata.normalize("NFKC", text))
    return wished if clear else None


def _wished(text: str) -> Procedure | None:
    if len(text) > _MAX or _REFUSES.search(text):
        return None
    for kind, pattern in _REQUESTS:
        if pattern.search(text):
            return Procedure(Kind.REQUEST, kind.value)
    if _FIND.search(text):
        return Procedure(Kind.FIND_PLACE)
    service = named(text)
    return Procedure(Kind.BOOK, service) if service and _SERVICE.search(text) else None


def offer(standing: Procedure, wished: Procedure) -> Bubble:
    """Asks whether to leave the one for the other."""
    return Bubble(
        f"いまは「{title(standing)}」の途中です。ここまでの内容は消して、「{title(wished)}」に移りますか。",
        (Choice("移る", "はい"), choices.GO_ON, choices.LEAVE),
    )


def title(procedure: Procedure) -> str:
    """What a procedure is about, in a few words."""
    match procedure.kind:
        case Kind.REQUEST:
            return RequestKind(procedure.about).label
        case Kind.FIND_PLACE | Kind.SEE_PLACES:
            return choices.FIND.label
        case Kind.CHANGE:
            return "予約の変更"
        case Kind.CANCEL:
            return "予約の取り消し"
        case _:
            return f"{label(procedure.about)}の予約" if procedure.about else "予約"
