"""How far the calling of a human has come, in words for the counselor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.console import times
from bot.conversation.levels import RiskLevel
from bot.desk.paging_ports import PageRecord, PagingBrief, PagingState
from bot.guide.roster import Roster

CALLING, ACKNOWLEDGED = "calling", "acknowledged"
NOBODY_LISTED = "当番が登録されていません。だれも呼び出せません。"
RESULT_MAX = 120
"""Characters of a stored result; a longer one was cut there."""

_WAYS = {"email": "メール", "line": "LINE", "telegram": "Telegram", "webhook": "連携先への通知"}
_SENT = {"webhook": "連携先に知らせました"}


@dataclass(frozen=True, slots=True)
class Call:
    """One call: whom, when, and what became of it."""

    person: str
    at: datetime
    outcome: str
    reached: bool
    """False once it is known that no way worked."""


@dataclass(frozen=True, slots=True)
class Calling:
    """The calling for one handoff."""

    words: str
    open: bool
    """Whether somebody is still being called, so that acknowledging helps."""
    calls: tuple[Call, ...]


def calling(state: PagingState, level: RiskLevel, roster: Roster | None, now: datetime) -> Calling:
    """The calling as the conversation's page shows it; the latest call comes first."""
    calls = tuple(_call(page) for page in reversed(state.pages))
    return Calling(_words(state, level, roster, now), state.state == CALLING, calls)


def badge(brief: PagingBrief | None, roster: Roster | None) -> str:
    """The calling in a word or two, for the queue; "" when there is nothing to say."""
    if brief is None:
        return ""
    if brief.state == ACKNOWLEDGED:
        return f"確認 {brief.acknowledged_by}"
    if brief.state != CALLING:
        return ""
    if brief.pages:
        return "呼び出し中"
    return "当番の登録なし" if _empty(roster) else "呼び出し待ち"


def outcome(result: str) -> str:
    """A stored result in plain words: 「メールを送りました」「LINEは届きませんでした（status_500）」."""
    pieces = result.split()
    if len(result) >= RESULT_MAX:
        # The last piece may have been cut in the middle.
        pieces = pieces[:-1]
    return "、".join(_outcome(piece) for piece in pieces) or "呼び出しています"


def _outcome(piece: str) -> str:
    way, _, code = piece.partition(":")
    name = _WAYS.get(way, way)
    if code == "sent":
        return _SENT.get(way, f"{name}を送りました")
    if code == "not_configured":
        return f"{name}は設定されていません"
    return f"{name}は届きませんでした（{code}）"


def _call(page: PageRecord) -> Call:
    return Call(page.person, page.called_at, outcome(page.result), not page.result or ":sent" in page.result)


def _words(state: PagingState, level: RiskLevel, roster: Roster | None, now: datetime) -> str:
    if state.state == ACKNOWLEDGED and state.acknowledged_at is not None:
        return f"{state.acknowledged_by}さんが{times.short_time(state.acknowledged_at)}に確認しました。"
    if state.state != CALLING:
        return "呼び出しは終わりました。"
    if state.pages:
        return "当番を呼び出しています。まだだれも確認していません。"
    return _before_first_call(level, roster, now)


def _before_first_call(level: RiskLevel, roster: Roster | None, now: datetime) -> str:
    if roster is None:
        return "まだだれも呼び出していません。"
    if _empty(roster):
        return NOBODY_LISTED
    if roster.to_call(now, urgent=level >= RiskLevel.UNKNOWN):
        return "まもなく当番を呼び出します。"
    start = roster.next_start(now)
    if start is None:
        return "いまは当番がいません。次の当番も登録されていません。"
    return f"いまは当番の時間外です。{times.short_time(start)}に呼び出します。"


def _empty(roster: Roster | None) -> bool:
    return roster is not None and not roster.people
