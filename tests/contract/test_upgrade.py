"""A database of the first version, with everything in it, brought to the tables of this one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, insert, text

from bot.console.access import RequestReader, TranscriptReader
from bot.conversation.assessment import Assessment
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.desk.ports import Counselor
from bot.guide.bookings.entities import BookingState
from bot.guide.keeping.attendance import attendance
from bot.guide.keeping.retention import Erased, Retention
from bot.guide.requests.entities import RequestState
from bot.store.assessment_json import assessment_to_json
from bot.store.migrate import check_migrated, migrate
from bot.store.unit_of_work import SqlStore
from tests.conftest import postgres_url
from tests.databases import postgres_at
from tests.fakes import FakeClock

FIRST = "f0e0cdfec364"
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=15)
ASSESSMENT = assessment_to_json(Assessment(level=RiskLevel.ELEVATED))
SATO = Counselor(1, "sato", "佐藤", ("counselor",))


def _contact(number: int, **more: Any) -> dict[str, Any]:
    person = {"channel": "line", "external_id": f"U{number}", "blocked": False, "created_at": NOW}
    return {"id": number, **person, **more}


def _conversation(number: int, contact: int, status: str, level: int, **more: Any) -> dict[str, Any]:
    talk = {"key": f"key-{number}", "contact_id": contact, "status": status, "level": level}
    return {"id": number, **talk, "opened_at": NOW, "holder_id": None, "closed_at": None, **more}


def _message(number: int, conversation: int, words: str, **more: Any) -> dict[str, Any]:
    said = {"conversation_id": conversation, "author": "contact", "kind": "text", "text": words, "level": 1}
    rest = {"assessment": ASSESSMENT, "external_id": f"m{number}", "created_at": NOW}
    return {"id": number, **said, **rest, **more}


def _booking(number: int, contact: int, state: str) -> dict[str, Any]:
    answers = {"nickname": "はなこ", "people": 2, "contact_detail": "090", "agency": "", "wishes": "静かに"}
    return {
        "id": number, "session_id": 1, "contact_id": contact, **answers, "state": state,
        "offer_expires_at": None, "ended": None, "created_at": NOW, "changed_at": NOW,
    }  # fmt: skip


def _request(number: int, contact: int, state: str) -> dict[str, Any]:
    asked = {"kind": "call_back", "fields": {"nickname": "はなこ", "phone": "090"}, "digest": f"d{number}"}
    return {
        "id": number, "contact_id": contact, **asked, "state": state, "note": "火曜に",
        "created_at": NOW, "changed_at": NOW,
    }  # fmt: skip


ROWS: dict[str, list[dict[str, Any]]] = {
    "counselor": [
        {
            "id": 1, "login": "sato", "display_name": "佐藤", "password_hash": "x", "roles": ["counselor"],
            "disabled": False, "created_at": NOW,
        }
    ],
    "contact": [_contact(1), _contact(2, blocked=True), _contact(3)],
    "conversation": [
        _conversation(1, 1, "closed", int(RiskLevel.IMMINENT), closed_at=NOW),
        _conversation(2, 1, "claimed", 2, holder_id=1),
        _conversation(3, 2, "with_assistant", 0),
    ],
    "message": [
        _message(1, 1, "はじめて"),
        _message(2, 2, "もう一度"),
        _message(3, 2, "", author="assistant", bubble={"text": "こんにちは"}, assessment=None, level=0),
    ],
    "handoff": [
        {"id": 1, "conversation_id": 2, "reason": "risk", "level": 2, "opened_at": NOW, "claimed_at": NOW}
    ],
    "paging": [
        {"id": 1, "handoff_id": 1, "level": 2, "state": "acknowledged", "step": 1, "due_at": NOW, "opened_at": NOW}
    ],
    "inbox": [
        {
            "id": 1, "channel": "line", "event_id": "e1", "conversation_id": 2, "message_id": 2,
            "state": "waiting", "attempts": 0, "due_at": NOW, "received_at": NOW,
        }
    ],
    "outbox": [
        {
            "seq": 1, "id": "o1", "contact_id": 1, "conversation_id": 2, "payloads": [{"text": "はい"}],
            "risk": False, "state": "waiting", "attempts": 0, "due_at": NOW, "created_at": NOW,
        }
    ],
    "access_log": [{"id": 1, "counselor_id": 1, "conversation_id": 2, "at": NOW}],
    "class_session": [
        {
            "id": 1, "service": "family_class", "title": "家族教室", "starts_at": LATER,
            "ends_at": LATER + timedelta(hours=2), "place": "会議室", "online": "", "access": "", "what": "",
            "eligibility": "", "capacity": 5, "waiting_list": True, "closes_at": None, "asks": [],
            "cancelled": False, "sample": False,
        }
    ],
    "booking": [_booking(1, 1, "booked"), _booking(2, 2, "waiting"), _booking(3, 3, "cancelled")],
    "reminder": [
        {"id": 1, "booking_id": 1, "due_at": LATER - timedelta(days=1), "state": "waiting"},
        {"id": 2, "booking_id": 3, "due_at": LATER - timedelta(days=1), "state": "done"},
    ],
    "request": [_request(1, 1, "open"), _request(2, 3, "done")],
    "change_log": [
        {"id": 1, "table": "class_session", "row_id": 1, "before": None, "after": {"title": "家族教室"}, "at": NOW}
    ],
    "catalogue_file": [{"path": "menu.yml", "content": "x: 1\n", "edited": True, "changed_at": NOW}],
}  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
async def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlStore]:
    """The rows above, stored by the first version and read by this one."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'old.sqlite'}"
    if request.param == "sqlite":
        await migrate(url, FIRST)
    else:
        found = postgres_url()
        if not found:
            pytest.skip("NO POSTGRESQL: set AKARI_TEST_POSTGRES_URL to run this suite on it")
        url = found
        await postgres_at(url, FIRST)
    await _fill(url)
    await migrate(url)
    await check_migrated(url)
    store = SqlStore.at(url)
    yield store
    await store.close()


async def _fill(url: str) -> None:
    def fill(connection: Connection) -> None:
        tables = MetaData()
        tables.reflect(connection)
        for name, rows in ROWS.items():
            for row in rows:
                connection.execute(insert(tables.tables[name]).values(**row))
            if connection.dialect.name == "postgresql" and "id" in rows[0] and name != "outbox":
                highest = max(row["id"] for row in rows)
                connection.execute(text(f"select setval(pg_get_serial_sequence('{name}', 'id'), {highest})"))

    store = SqlStore.at(url)
    async with store.engine.begin() as connection:
        await connection.run_sync(fill)
    await store.close()


async def test_no_row_is_lost(upgraded: SqlStore) -> None:
    async with upgraded.engine.connect() as connection:
        counts = {
            name: (await connection.execute(text(f'select count(*) from "{name}"'))).scalar_one()
            for name in ROWS
        }
    assert counts == {name: len(rows) for name, rows in ROWS.items()}


async def test_talks_are_read_with_the_levels_they_had(upgraded: SqlStore) -> None:
    clock = FakeClock(NOW)
    found = await TranscriptReader(upgraded, clock).open(2, SATO)
    assert (found.conversation.status, found.conversation.level) == (Status.CLAIMED, RiskLevel.HIGH)
    assert [line.author for line in found.lines] == ["contact", "assistant"]
    assert [other.level for other in found.earlier] == [RiskLevel.IMMINENT]
    async with upgraded.write() as uow:
        await uow.conversations.settle_level(2, RiskLevel.NONE)
    async with upgraded.read() as uow:
        assert (await uow.conversations.get(2)).level is RiskLevel.HIGH


async def test_what_was_waiting_is_still_to_be_done(upgraded: SqlStore) -> None:
    async with upgraded.read() as uow:
        row = await uow.inbox.next_of(2, LATER)
        assert row is not None
        assert (await uow.messages.get(row.message_id)).text == "もう一度"
        assert await uow.outbox.pending_contacts(LATER, 9) == [1]
        assert [reminder.booking_id for reminder in await uow.reminders.due(LATER)] == [1]


async def test_requests_know_the_talk_they_came_from(upgraded: SqlStore) -> None:
    clock = FakeClock(NOW)
    opened = await RequestReader(upgraded, clock).open(1, SATO)
    assert opened.conversation is not None
    assert opened.conversation.id == 2
    assert dict(opened.answers)
    alone = await RequestReader(upgraded, clock).open(2, SATO)
    assert (alone.conversation, alone.request.state) == (None, RequestState.DONE)
    async with upgraded.read() as uow:
        log = await uow.access_log.recent(9)
    assert [(entry.conversation_id, entry.request_id) for entry in log] == [(None, 2), (2, 1), (2, None)]


async def test_bookings_stand_and_are_forgotten_when_it_is_time(upgraded: SqlStore) -> None:
    found = await attendance(upgraded, 1)
    assert [(one.contact_id, one.state) for one in found.bookings] == [
        (1, BookingState.BOOKED),
        (2, BookingState.WAITING),
    ]
    erased = await Retention(upgraded, 30).sweep(LATER + timedelta(days=60))
    assert erased == Erased(bookings=3, requests=1)


async def test_new_rows_take_new_numbers(upgraded: SqlStore) -> None:
    async with upgraded.write() as uow:
        talk = await uow.conversations.current("line", "U3", NOW)
        await uow.bookings.add(1, 3, (await uow.bookings.standing(1))[0].answers, BookingState.BOOKED, NOW)
    assert talk.id > 3
    assert [one.id for one in (await attendance(upgraded, 1)).bookings] == [1, 4, 2]
