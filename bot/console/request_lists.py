"""The lists of requests. They hold no answer and no name: those are read through `access` alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.console import labels, times
from bot.conversation.levels import RiskLevel
from bot.desk.ports import UnitOfWork
from bot.guide.requests.entities import Request
from bot.guide.requests.kinds import RequestKind

FINISHED_DAYS = 30
FINISHED_MAX = 100
"""Finished requests shown at once."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request of the list, without a word of the person."""

    id: int
    kind: str
    state: str
    level: RiskLevel
    conversation_id: int | None
    channel: str
    since: datetime
    waited: str
    waited_s: int
    handler: str | None
    finished_at: datetime | None

    @property
    def worrying(self) -> bool:
        """Whether something worrying was said in the conversation it came from."""
        return self.level > RiskLevel.NONE

    @property
    def badge(self) -> labels.Badge:
        """How the level is shown."""
        return labels.badge(self.level)

    @property
    def place(self) -> tuple[int, datetime, int]:
        """The place in the list: the highest level first, then the longest waiting."""
        return -self.level, self.since, self.id


async def read_lists(uow: UnitOfWork, chosen: RequestKind | None, now: datetime) -> dict[str, Any]:
    """What the list's template shows; of one kind where one is chosen."""
    unfinished = await uow.requests.unfinished()
    finished = await uow.requests.finished_since(now - timedelta(days=FINISHED_DAYS), FINISHED_MAX + 1)
    names = {counselor.id: counselor.display_name for counselor in await uow.counselors.accounts()}
    counts = Counter(request.kind for request in unfinished)
    return {
        "chosen": chosen,
        "total": len(unfinished),
        "kinds": [(kind, counts[kind]) for kind in RequestKind if counts[kind] or kind is chosen],
        "unfinished": sorted(await _lines(uow, unfinished, chosen, names, now), key=lambda line: line.place),
        "finished": await _lines(uow, finished[:FINISHED_MAX], chosen, names, now),
        "more": len(finished) > FINISHED_MAX,
        "days": FINISHED_DAYS,
    }


async def _lines(
    uow: UnitOfWork,
    requests: Sequence[Request],
    chosen: RequestKind | None,
    names: dict[int, str],
    now: datetime,
) -> list[RequestLine]:
    wanted = [request for request in requests if chosen in (None, request.kind)]
    return [await _line(uow, request, names, now) for request in wanted]


async def _line(uow: UnitOfWork, request: Request, names: dict[int, str], now: datetime) -> RequestLine:
    found = request.conversation_id
    conversation = await uow.conversations.get(found) if found else None
    return RequestLine(
        id=request.id,
        kind=request.kind.label,
        state=labels.request_state(request.state),
        level=conversation.level if conversation else RiskLevel.NONE,
        conversation_id=found,
        channel=labels.channel(conversation.contact.channel) if conversation else "",
        since=request.created_at,
        waited=times.waited(request.created_at, now),
        waited_s=max(0, int((now - request.created_at).total_seconds())),
        handler=names.get(request.handled_by or 0),
        finished_at=request.changed_at if request.state.finished else None,
    )
