"""The queue: who waits, who is being talked to, and where something worrying was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from bot.console import calling, labels, render, times
from bot.console.gate import Gate
from bot.conversation.entities import Conversation
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.ports import Clock, QueueEntry, Store
from bot.guide.roster import Roster

_DONE = {
    "closed": "会話を終了しました。ここからは自動の案内がお答えします。",
    "released": "会話を待機に戻しました。",
    "transferred": "会話を引きつぎました。",
}


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One conversation of the queue. Holds no words of the talk."""

    id: int
    badge: labels.Badge
    channel: str
    reason: str
    since: datetime
    waited: str
    waited_s: int
    last_at: datetime
    holder: str | None
    mine: bool
    calling: str
    """How far the calling has come; "" when there is nothing to say."""


@dataclass(frozen=True, slots=True)
class QueuePages:
    """The console's first page and what its script asks for."""

    store: Store
    gate: Gate
    clock: Clock
    roster: Callable[[], Roster] | None = None

    async def show(self, request: Request) -> Response:
        """The whole page."""
        sign_in = await self.gate.reader(request)
        done = _DONE.get(request.query_params.get("done", ""), "")
        lists = await self._lists(sign_in.counselor.id)
        return render.page("queue.html", sign_in=sign_in, done=done, **lists)

    async def lists(self, request: Request) -> Response:
        """The lists alone, to be put into an open page."""
        sign_in = await self.gate.reader(request)
        return render.page("_queue_lists.html", sign_in=sign_in, **await self._lists(sign_in.counselor.id))

    async def waiting(self, request: Request) -> Response:
        """How many wait, and the names of the alarms: one for each rise to a dangerous level, and
        a new one each time a counselor gives such a conversation back."""
        await self.gate.reader(request)
        async with self.store.read() as uow:
            entries = await uow.handoffs.queue()
        waiting = [entry for entry in entries if entry.conversation.status is Status.WAITING]
        alarms = [_alarm(entry) for entry in waiting if _level(entry).calls_human]
        return render.data({"waiting": len(waiting), "alarms": alarms})

    async def _lists(self, reader_id: int) -> dict[str, Any]:
        now = self.clock.now()
        async with self.store.read() as uow:
            entries = await uow.handoffs.queue()
            flagged: Sequence[Conversation] = await uow.conversations.flagged()
            briefs = await uow.pagings.briefs()
        roster = self.roster() if self.roster else None
        lines = [
            (entry.conversation.status, _line(entry, reader_id, now, calling.badge(brief, roster)))
            for entry in sorted(entries, key=_place)
            for brief in [briefs.get(entry.conversation.id)]
        ]
        return {
            "waiting": [line for status, line in lines if status is Status.WAITING],
            "claimed": [line for status, line in lines if status is Status.CLAIMED],
            "flagged": flagged,
        }


def _level(entry: QueueEntry) -> RiskLevel:
    """The level now: only a counselor lowers it, so the handoff's own may be outdated."""
    return entry.conversation.level


def _place(entry: QueueEntry) -> tuple[int, datetime, int]:
    """The place in the queue: the highest level first, then the longest waiting."""
    return -_level(entry), entry.handoff.opened_at, entry.handoff.id


def _alarm(entry: QueueEntry) -> str:
    released = entry.handoff.released_at
    since = int(released.timestamp() * 1000) if released else 0
    return f"{entry.handoff.id}-{_level(entry).word}-{since}"


def _line(entry: QueueEntry, reader_id: int, now: datetime, called: str) -> QueueLine:
    conversation, handoff = entry.conversation, entry.handoff
    return QueueLine(
        id=conversation.id,
        badge=labels.badge(_level(entry)),
        channel=labels.channel(conversation.contact.channel),
        reason=labels.reason(handoff.reason),
        since=handoff.opened_at,
        waited=times.waited(handoff.opened_at, now),
        waited_s=max(0, int((now - handoff.opened_at).total_seconds())),
        last_at=entry.last_at,
        holder=handoff.claimed_by,
        mine=conversation.holder_id == reader_id,
        calling=called,
    )
