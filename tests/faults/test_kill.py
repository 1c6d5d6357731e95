"""The front desk is killed in the middle of a burst; nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

from tests.platforms.line.app import line_app
from tests.platforms.line.phone import Phone
from tests.platforms.line.serving import serving
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook
from tests.platforms.rasa_door import RasaDoor
from tests.processes import SECRET, TOKEN, DeskProcess, eventually

PEOPLE, EACH = 20, 10
IN_FLIGHT = 8
"""Deliveries at once: as many replies may have been taken by LINE without our knowing."""


def without_repeats(texts: list[str]) -> list[str]:
    return [text for position, text in enumerate(texts) if position == 0 or text != texts[position - 1]]


async def test_nothing_is_lost_when_the_desk_is_killed_in_a_burst(tmp_path: Path) -> None:
    line, door = Line(TOKEN, quota=None), RasaDoor()
    async with serving(door.app) as rasa:
        desk = DeskProcess(tmp_path, {"AKARI_RASA_URL": rasa})
        webhook = Webhook(line, desk.webhook, SECRET, waits=(0.5,) * 60)
        try:
            async with serving(line_app(line)) as api:
                desk.env["AKARI_LINE_API_BASE"] = api
                await _burst(desk, line, webhook, door)
        finally:
            await desk.kill()
            await webhook.close()
    _check_rows(desk.database)
    _check_chats(line)


async def _burst(desk: DeskProcess, line: Line, webhook: Webhook, door: RasaDoor) -> None:
    await desk.start()
    phones = [Phone(line, webhook, f"person {number}") for number in range(PEOPLE)]
    writing = asyncio.gather(*(_write(phone) for phone in phones))
    await eventually(lambda: len(door.keys) >= PEOPLE * EACH // 4)
    await desk.kill()
    await asyncio.sleep(0.5)
    await desk.start()
    await writing
    await eventually(lambda: all(len(set(phone.person.texts())) >= EACH for phone in phones))
    await eventually(lambda: _waiting(desk.database) == 0)


async def _write(phone: Phone) -> None:
    for number in range(EACH):
        delivered = await phone.say(f"{phone.person.name}の{number}番")
        assert delivered.well


def _waiting(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        (inbox,) = connection.execute("select count(*) from inbox where state = 'waiting'").fetchone()
        (outbox,) = connection.execute("select count(*) from outbox where state = 'waiting'").fetchone()
    return int(inbox + outbox)


def _check_rows(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "select text, count(*), min(assessment is not null) from message where author = 'contact' group by text"
        ).fetchall()
        failed = connection.execute("select count(*) from outbox where state = 'failed'").fetchone()
    assert len(rows) == PEOPLE * EACH
    assert {count for _text, count, _screened in rows} == {1}
    assert {screened for _text, _count, screened in rows} == {1}
    assert failed == (0,)


def _check_chats(line: Line) -> None:
    extra = 0
    for person in line.people.values():
        wanted = [f"「{person.name}の{number}番」ですね。" for number in range(EACH)]
        assert without_repeats(person.texts()) == wanted
        extra += len(person.texts()) - EACH
    assert extra <= IN_FLIGHT
