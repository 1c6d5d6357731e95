"""Calling a human: the person on duty, again, then the next, then the fallback, until someone answers."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.levels import RiskLevel
from bot.desk.paging_ports import PageFailed, Pager, PageText, PagingEntry
from bot.desk.ports import Clock, Store
from bot.guide.roster import Person, Roster

CALLS_EACH = 2
"""How often a person is called before the next one is."""
CAP = timedelta(minutes=30)
"""The longest pause between two calls, however often nobody has answered."""
NOBODY = timedelta(minutes=5)
"""How soon the roster is looked at again while nobody can be called."""


def token_hash(token: str) -> str:
    """What is stored of a page's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def page_text(level: RiskLevel, handoff_id: int, url: str) -> PageText:
    """The page's words: that somebody waits and how urgently, and nothing else."""
    urgent = "【至急】" if level is RiskLevel.IMMINENT else ""
    subject = f"{urgent}灯り：相談員を待っている方がいます"
    body = f"{subject}（受付番号 {handoff_id}）。対応できる方は、確認のボタンを押してください。\n{url}"
    return PageText(subject, body, url)


@dataclass(frozen=True, slots=True)
class Paging:
    """Works off the due calls; all of it lives in rows and goes on after a restart.

    `every` is the pause after a call for high; imminent waits half as long.
    """

    store: Store
    pagers: Mapping[str, Pager]
    roster: Callable[[], Roster]
    clock: Clock
    public_url: str
    every: timedelta = timedelta(minutes=5)

    async def sweep(self) -> None:
        """Make every call that is due now."""
        async with self.store.read() as uow:
            due = await uow.pagings.due(self.clock.now())
        for entry in due:
            await self._call(entry)

    async def acknowledge(self, token: str) -> str | None:
        """Somebody tapped the link of a page; their name, None when the link is unknown."""
        async with self.store.write() as uow:
            return await uow.pagings.acknowledge(token_hash(token), self.clock.now())

    async def _call(self, entry: PagingEntry) -> None:
        now = self.clock.now()
        person = self._whom(entry, now)
        if person is None:
            async with self.store.write() as uow:
                await uow.pagings.wait(entry, self._next_look(now))
            return
        token = secrets.token_urlsafe(24)
        async with self.store.write() as uow:
            if not await uow.pagings.advance(entry, now + self._pause(entry)):
                return
            page_id = await uow.pagings.add_page(entry.id, person.name, token_hash(token), now)
        result = await self._page(person, entry, token)
        async with self.store.write() as uow:
            await uow.pagings.note_result(page_id, result)
            if "sent" not in result:
                # Nobody was reached at all: go on to the next one without the long pause.
                await uow.pagings.hurry(entry.id, now + timedelta(seconds=30))

    def _whom(self, entry: PagingEntry, now: datetime) -> Person | None:
        urgent = entry.level >= RiskLevel.UNKNOWN
        people = self.roster().to_call(now, urgent=urgent)
        return people[(entry.step // CALLS_EACH) % len(people)] if people else None

    def _next_look(self, now: datetime) -> datetime:
        start = self.roster().next_start(now)
        return min(start, now + NOBODY) if start else now + NOBODY

    def _pause(self, entry: PagingEntry) -> timedelta:
        first = self.every / 2 if entry.level is RiskLevel.IMMINENT else self.every
        rounds = entry.step // (CALLS_EACH * 4)
        return min(first * float(2 ** min(rounds, 8)), CAP)

    async def _page(self, person: Person, entry: PagingEntry, token: str) -> str:
        text = page_text(entry.level, entry.handoff_id, f"{self.public_url}/page/{token}")
        tries = [self._by(contact.way, contact.address, text) for contact in person.contacts]
        return " ".join(await asyncio.gather(*tries))[:120]

    async def _by(self, way: str, address: str, text: PageText) -> str:
        pager = self.pagers.get(way)
        if pager is None:
            return f"{way}:not_configured"
        try:
            await pager.page(address, text)
        except PageFailed as error:
            return f"{way}:{error.code}"
        except Exception as error:
            return f"{way}:{type(error).__name__}"
        return f"{way}:sent"
