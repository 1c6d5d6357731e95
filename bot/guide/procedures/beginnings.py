"""Which procedure a wish begins, once the assistant has understood what it is about."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from bot.guide.places.find import public_places
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.booking_steps import nickname_step, people_step, steps_for
from bot.guide.procedures.place_questions import hints
from bot.guide.procedures.places_seen import FAMILY
from bot.guide.procedures.request import request_step
from bot.guide.procedures.said import Said, meaning, plain
from bot.guide.procedures.script import Person
from bot.guide.procedures.services import NAMES, named
from bot.guide.procedures.session_steps import find
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.procedures.steps import NotAnAnswer
from bot.guide.procedures.volunteered import volunteered
from bot.guide.requests.form import form_of
from bot.guide.requests.kinds import RequestKind
from bot.guide.sessions.upcoming import upcoming_in

_OWN_MAX = 60
"""Characters of a text that is about a booking and nothing else."""
ALONE = frozenset({Kind.BOOK, Kind.CHANGE, Kind.CANCEL, Kind.FIND_PLACE})
"""Kinds whose first question stands alone: what the assistant said before is not needed."""

_CANCEL = re.compile(
    r"キャンセル|取り?消|とりけ|やめたい|やめます|行けな|いけな|行かれな|行けん|行かれへん|いけへん|欠席|休み(?:たい|ます)|不参加|参加できな"
)
_CHANGE = re.compile(r"変更|変え|かえたい|増や|減ら|直し|別の日|ほかの日|他の日|ずらし")
_MINE = re.compile(
    r"予約.{0,14}(?:入って(?:い)?ま|入って(?:い)?るか|取れてま|できてま)|予約.{0,8}(?:確認|確かめ|入って|できて|取れて|とれて|してたっけ|しましたっけ|した(?:か|っけ)|いつ|見たい|残って|なって)|確認.{0,6}予約"
)
_STATE = re.compile(
    r"(?:申し?[込こ]み|申込|お願いした|頼んだ|依頼した|お願いしてた|受付番号).{0,14}(?:どうな|状況|進|まだ|届い|いつ)"
)
_HOW = re.compile(
    r"方法|どうやって|どうすれば|どうしたら|どこに|どこで|やり方|仕方|しかた|手順|必要ですか|要りますか|いりますか|いる[?？]|(?<!お願い)(?<!おねがい)できますか|できる[?？]|締め?切"
)
_BOOKS = re.compile(
    r"予約(?:し|を|お|が)?(?:たい|し(?!た(?!い)|て(?:る|い|ま))|願|取|とり|とって|でき|入れ)|予約(?:お願い|希望|する)|申し?[込こ]み?(?:たい|ます|希望|お願い|を)|申込"
    r"|申し込む|参加(?:した|希望|を希望|し(?:ます|ようと))|出席した|受講した|エントリー"
)
"""Words that plainly ask for a place; who only would like to go is told of it first, with a button."""

_WISHES: dict[str, tuple[tuple[re.Pattern[str], RequestKind], ...]] = {
    "phone_consult": (
        (
            re.compile(
                r"(?:折り?返し|かけ直し|掛け直し).{0,8}(?:ほし|欲し|願い|もらえ|もらい|いただ|下さい|ください|頼)"
                r"|(?:電話|でんわ|連絡)(?:を)?(?:して|し)?(?:ほし|欲し|もらえ|もらい|いただ|下さい|ください|くれ)"
            ),
            RequestKind.CALL_BACK,
        ),
    ),
    "online_consult": ((_BOOKS, RequestKind.ONLINE_CONSULT),),
    "visit_consult": ((_BOOKS, RequestKind.VISIT_CONSULT),),
    "home_visit": (
        (
            re.compile(_BOOKS.pattern + r"|来てくださ|訪問(?:して|を)(?:お願い|希望)"),
            RequestKind.HOME_VISIT,
        ),
    ),
    "outreach_lecture": (
        (
            re.compile(_BOOKS.pattern + r"|(?:依頼|お願い)(?:し)?たい"),
            RequestKind.OUTREACH_LECTURE,
        ),
    ),
    "pamphlet": (
        (re.compile(r"窓口で(?:もら|受け取)|取りに(?:行|伺|うかが)"), RequestKind.PAMPHLET_COUNTER),
        (
            re.compile(
                r"(?:送|郵送|届け)(?:って|して|て)?(?:ほし|欲し|もらえ|もらい|いただ|くださ|下さ|くれ)"
            ),
            RequestKind.PAMPHLET_MAIL,
        ),
    ),
    "place_run": (
        (
            re.compile(r"(?:案内|資料|要綱|書類).{0,6}(?:ほし|欲し|くださ|もらえ|もらい|送)|申請した"),
            RequestKind.PLACE_GRANT,
        ),
    ),
    "staff_training": ((_BOOKS, RequestKind.TRAINING),),
    "supporter_training": ((_BOOKS, RequestKind.TRAINING),),
    "case_study_meeting": ((_BOOKS, RequestKind.TRAINING),),
}
"""By topic: the words that are a clear wish, and the request they begin."""

_OWN_WORDS = frozenset({"wished", "when", "about", "wishes", "theme"})
"""Fields that are asked for in words of their own, whatever the first words were."""
_SEARCHES = re.compile(r"さがし|探し|探す|さがす|見つけ|みつけ|条件")


def stands_alone(begun: Procedure, topic: str) -> bool:
    """Whether the first question needs nothing of the assistant's answer before it."""
    return begun.kind in ALONE and topic in ("family_class_book", "place")


async def begun(uow: UnitOfWork, who: Person, topic: str, text: str, *, family: bool) -> Procedure | None:
    """The procedure that a text about a topic begins; None when it only asks something."""
    folded = unicodedata.normalize("NFKC", text)
    if meaning(text) in (Said.YES, Said.NO, Said.THANKS):
        return None
    if topic == "family_class_book":
        return await _about_booking(uow, who, folded)
    if topic in NAMES and _BOOKS.search(folded) and not _HOW.search(folded):
        coming = await upcoming_in(uow, topic, who.now)
        if any(one.bookable for one in coming):
            return await _booking(uow, who, topic, folded)
    if topic == "place" and _SEARCHES.search(folded):
        known = hints(folded, await public_places(uow))
        return Procedure(Kind.FIND_PLACE, FAMILY if family else "", known)
    if _HOW.search(folded):
        return None
    kind = next((kind for pattern, kind in _WISHES.get(topic, ()) if pattern.search(folded)), None)
    if kind is None:
        return None
    known = {"training": topic} if kind is RequestKind.TRAINING else {}
    steps = [request_step(kind, field, who.now) for field in form_of(kind) if field.name not in _OWN_WORDS]
    return Procedure(Kind.REQUEST, kind.value, {**volunteered(steps, folded).answers, **known})


async def _about_booking(uow: UnitOfWork, who: Person, text: str) -> Procedure | None:
    if _MINE.search(text):
        return None
    has = bool(await uow.bookings.of_contact(who.contact_id))
    if changes_own(text) and not has:
        return None
    if _CANCEL.search(text):
        return Procedure(Kind.CANCEL)
    if _CHANGE.search(text):
        field = {"what": "people"} if "人数" in text else {}
        return Procedure(Kind.CHANGE, answers=field)
    if _HOW.search(text) and not _BOOKS.search(text):
        return None
    return await _booking(uow, who, named(text) or "family_class", text)


def changes_own(text: str) -> bool:
    """Whether a text about booking wants to give up or change one."""
    return _CANCEL.search(text) is not None or _CHANGE.search(text) is not None


async def _booking(uow: UnitOfWork, who: Person, service: str, text: str) -> Procedure:
    """A booking of the service, with the day and the number of people that were named already."""
    found: dict[str, Any] = {}
    offered = [one for one in await upcoming_in(uow, service, who.now) if one.bookable]
    try:
        found["session"] = find(text, offered, (), who.now)
    except NotAnAnswer:
        if len(offered) == 1 and not offered[0].full:
            found["session"] = offered[0].session.id
    session = await uow.sessions.get(found["session"]) if "session" in found else None
    steps = steps_for(session) if session else [nickname_step(), people_step()]
    found.update(volunteered(steps, text).answers)
    return Procedure(Kind.BOOK, service, found)


_CANCELS_NOW = re.compile(
    r"キャンセル(?:し|を|で|お願)|予約.{0,8}(?:取り?消|取りやめ|やめ(?:た|ま))|取り?消し?(?:て|たい|ます|でお願い)"
    r"|(?:行|参加|出席)(?:け|でき|かれ)な(?:く|い|さそ)|(?:行|い)(?:か|け)(?:れ)?へん(?:く|よ|の|な|わ)"
)
_NOT_GOING = re.compile(
    r"学校|大学|会社|仕事|病院|職場|バイト|買い物|外に|外へ|どこ(?:に|へ)も|トイレ|風呂|息子|娘|本人|子ども|子供|(?<!お)兄|弟|姉|妹"
)
"""息子が学校に行けなくて is what somebody writes about, not a cancelled booking."""
_CHANGES_NOW = re.compile(r"予約.{0,10}(?:変更|変え|かえ)|人数.{0,8}(?:変|増|減|ふえ|へり)")


def about_own(text: str) -> Procedure | None:
    """What somebody who has a booking wants of it; None for anything else."""
    folded = unicodedata.normalize("NFKC", text)
    if len(folded) > _OWN_MAX or _HOW.search(folded):
        return None
    if _CANCELS_NOW.search(folded) and not (_NOT_GOING.search(folded) and "予約" not in folded):
        return Procedure(Kind.CANCEL)
    if _CHANGES_NOW.search(folded):
        if "人数" not in folded:
            return Procedure(Kind.CHANGE)
        found = volunteered([people_step()], folded).answers
        return Procedure(Kind.CHANGE, answers={"what": "people", **found})
    return None


def asks_for_mine(text: str) -> bool:
    """Whether a text asks for the person's own bookings."""
    return plain(text) == plain(choices.MINE.text) or (
        len(text) <= 40 and _MINE.search(unicodedata.normalize("NFKC", text)) is not None
    )


_WHEN = re.compile(
    r"(?:いつ|どれくらい|どのくらい|何分|何日).{0,10}(?:かかってき|かけてき|電話.{0,3}(?:き|来)|返事|連絡|返信|届)|(?:返事|連絡|電話|返信)は?まだ"
)


def asks_when(text: str) -> bool:
    """Whether a short text asks when the desk's answer comes."""
    return len(text) <= 40 and _WHEN.search(unicodedata.normalize("NFKC", text)) is not None


def asks_for_state(text: str) -> bool:
    """Whether a text asks how far a request is."""
    return plain(text) == plain(choices.STATE.text) or (
        len(text) <= 40 and _STATE.search(unicodedata.normalize("NFKC", text)) is not None
    )
