"""A front desk as a real process with stand-ins for LINE and Rasa around it, and what its rows say."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.platforms.line.app import line_app
from tests.platforms.line.phone import Phone
from tests.platforms.line.serving import serving
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook
from tests.platforms.rasa_door import RasaDoor
from tests.processes import SECRET, SERVE, TOKEN, DeskProcess, eventually, free_port

DANGER = "もう死にたいです"
CALLED = "相談員を呼びました"
"""Stands in every safety reply."""
AWAY = "いま自動の案内がうまく答えられない状態です"
"""Stands in the reply of a desk whose assistant is away."""
PATIENCE = (0.5,) * 120
"""LINE's redeliveries, closer together than LINE's own."""


@dataclass
class World:
    """One desk and everything around it. Nothing of a person is shared between tests but their names."""

    line: Line
    door: RasaDoor
    desk: DeskProcess
    webhook: Webhook
    rasa_port: int
    _people: int = field(default=0)

    def person(self) -> Phone:
        """Somebody who has never written before."""
        self._people += 1
        return Phone(self.line, self.webhook, f"person {self._people}")

    @asynccontextmanager
    async def rasa(self) -> AsyncIterator[RasaDoor]:
        """Rasa's door is open for the length of a block; outside of it Rasa is stopped."""
        async with serving(self.door.app, self.rasa_port):
            try:
                yield self.door
            finally:
                self.door.mend()

    async def health(self, path: str = "/healthz") -> httpx.Response:
        """What the desk says of itself."""
        async with httpx.AsyncClient(timeout=10.0, trust_env=False) as client:
            return await client.get(self.desk.base + path)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the desk's database, read and never written."""
        with closing(sqlite3.connect(f"file:{self.desk.database}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def called_for(self, phone: Phone) -> bool:
        """Whether a human is being called for this person's danger and the person waits for them."""
        return bool(
            self.rows(
                "select 1 from handoff h join conversation v on v.id = h.conversation_id "
                "join contact c on c.id = v.contact_id join paging p on p.handoff_id = h.id "
                "where c.external_id = ? and h.reason = 'risk' and h.level >= 2 and h.closed_at is null "
                "and v.status = 'waiting' and p.state = 'calling'",
                phone.person.id,
            )
        )

    def codes(self, phone: Phone) -> set[str | None]:
        """Why what still waits for this person was not taken."""
        query = (
            "select last_code from outbox o join contact c on c.id = o.contact_id "
            "where o.state = 'waiting' and c.external_id = ?"
        )
        return {code for (code,) in self.rows(query, phone.person.id)}

    def settled(self) -> bool:
        """Whether nothing waits any more."""
        query = "select (select count(*) from inbox where state = 'waiting') + (select count(*) from outbox where state = 'waiting')"
        return self.rows(query) == [(0,)]

    async def safe(self, phone: Phone) -> None:
        """The person has the safety reply, a human is called, and every message is kept exactly once."""
        await eventually(lambda: protected(phone))
        assert self.called_for(phone)
        self.check_kept(phone)
        self.check_log()

    def check_kept(self, phone: Phone) -> None:
        """All that the person wrote stands in the transcript, once, in order, each screened."""
        kept = self.rows(
            "select m.text, m.assessment is not null from message m join conversation v on v.id = m.conversation_id "
            "join contact c on c.id = v.contact_id where c.external_id = ? and m.author = 'contact' order by m.id",
            phone.person.id,
        )
        assert kept == [(words, 1) for words in written(phone)]

    def check_log(self) -> None:
        """The log holds nobody's words and nobody's id on the platform."""
        log = self.desk.log.read_text(encoding="utf-8", errors="replace")
        for person in self.line.people.values():
            assert person.id not in log
            for entry in person.chat:
                words = entry.message.get("text")
                assert not words or words not in log
        assert TOKEN not in log
        assert SECRET not in log


@asynccontextmanager
async def world(
    folder: Path,
    env: Mapping[str, str] | None = None,
    *,
    quota: int | None = None,
    module: Sequence[str] = SERVE,
    started: bool = True,
) -> AsyncIterator[World]:
    """A desk that is up, and is ended with everything around it."""
    line, port = Line(TOKEN, quota=quota), free_port()
    settings = {
        "AKARI_RASA_URL": f"http://127.0.0.1:{port}",
        "AKARI_ASSISTANT_DEADLINE_S": "1",
        **(env or {}),
    }
    async with serving(line_app(line)) as api:
        desk = DeskProcess(folder, {**settings, "AKARI_LINE_API_BASE": api}, module)
        webhook = Webhook(line, desk.webhook, SECRET, waits=PATIENCE)
        made = World(line, RasaDoor(), desk, webhook, port)
        try:
            if started:
                await desk.start()
            yield made
        finally:
            line.faults.clear()
            await desk.kill()
            await webhook.close()


def protected(phone: Phone) -> bool:
    """Whether the safety reply is on the phone."""
    return any(CALLED in text for text in phone.person.texts())


def written(phone: Phone) -> list[str]:
    """What the person wrote."""
    return [entry.message["text"] for entry in phone.person.chat if entry.side == "person"]


def in_order(texts: Sequence[str], *parts: str) -> bool:
    """Whether the first text with each part comes after the one before."""
    places = [next((at for at, text in enumerate(texts) if part in text), -1) for part in parts]
    return -1 not in places and places == sorted(places)
