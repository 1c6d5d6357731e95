"""A message to all who booked, over every database, also when the button is pressed many times at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.desk.bell import Bell
from bot.desk.ports import Channel, SendError
from bot.desk.ports.boxes import Told
from bot.desk.tell import DeskTeller
from bot.guide.keeping.history import MessageIsOut, RowNotFound, Table
from bot.guide.keeping.tell_everyone import Audience, MessageInvalid, NobodyToTell, TellEveryone
from bot.guide.plain_text import is_neutral
from bot.guide.sessions.facts import ClassSession
from bot.store.unit_of_work import SqlStore
from bot.worker.outbox import OutboxDrive
from tests.bookings import TUESDAY, Classes
from tests.fakes import FakeChannel, FakeClock

ONCE = "a-form-of-the-staff"
LATER = TUESDAY + timedelta(minutes=5)


@pytest.fixture
def classes(any_store: SqlStore) -> Classes:
    return Classes(any_store)


@pytest.fixture
def line() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
def channels(line: FakeChannel) -> dict[str, Channel]:
    return {"line": line}


@pytest.fixture
def tell(classes: Classes, channels: dict[str, Channel]) -> TellEveryone:
    return TellEveryone(classes.store, DeskTeller(channels))


async def booked_by(classes: Classes, number: int, capacity: int = 10) -> tuple[ClassSession, list[int]]:
    session, contacts = await classes.session(capacity=capacity), await classes.contacts(number)
    for contact in contacts:
        await classes.book(session, contact, wait=True)
    return session, contacts


async def deliver(store: SqlStore, channels: dict[str, Channel]) -> None:
    drive = OutboxDrive(store, channels, FakeClock(LATER), Bell())
    for contact in await drive.pending(100):
        await drive(contact)


async def test_message_goes_out_once_when_the_button_is_pressed_many_times_at_once(
    classes: Classes, tell: TellEveryone, line: FakeChannel, channels: dict[str, Channel]
) -> None:
    session, _ = await booked_by(classes, 3)
    sent = await asyncio.gather(
        *(tell.send(session.id, Audience.BOOKED, "会場が変わります", ONCE, None, LATER) for _ in range(6))
    )
    assert len({message.id for message in sent}) == 1
    await deliver(classes.store, channels)
    assert len(line.texts) == 3
    assert len(await tell.sent(session.id)) == 1


async def test_same_words_from_another_form_go_out_again(
    classes: Classes, tell: TellEveryone, line: FakeChannel, channels: dict[str, Channel]
) -> None:
    session, _ = await booked_by(classes, 1)
    for once in ("first", "second"):
        await tell.send(session.id, Audience.BOOKED, "会場が変わります", once, None, LATER)
    await deliver(classes.store, channels)
    assert len(line.texts) == 2


async def test_message_is_followed_person_by_person(
    classes: Classes, tell: TellEveryone, line: FakeChannel, channels: dict[str, Channel]
) -> None:
    session, _ = await booked_by(classes, 4)
    other, _ = await booked_by(classes, 2)
    message = await tell.send(session.id, Audience.BOOKED, "会場が変わります", ONCE, None, LATER)
    line.errors += [SendError("gone", retryable=False), SendError("busy", retryable=True)]
    await deliver(classes.store, channels)
    async with classes.store.read() as uow:
        assert await uow.outbox.told(session.id, message.at) == Told(sent=2, waiting=1, failed=1)
        assert await uow.outbox.told(session.id, message.at + timedelta(seconds=1)) == Told()
    assert await tell.sent(other.id) == []


async def test_waiting_people_are_told_only_when_everybody_is_meant(
    classes: Classes, tell: TellEveryone
) -> None:
    session, _ = await booked_by(classes, 5, capacity=2)
    booked = await tell.draft(session.id, Audience.BOOKED, "会場が変わります")
    everybody = await tell.draft(session.id, Audience.EVERYBODY, "会場が変わります")
    assert (dict(booked.people), dict(everybody.people)) == ({"line": 2}, {"line": 5})
    assert is_neutral(booked.bubbles[0].text)
    assert "家族教室" not in booked.bubbles[0].text


async def test_blocked_contacts_are_left_out_and_counted(classes: Classes, tell: TellEveryone) -> None:
    session, _ = await booked_by(classes, 2)
    async with classes.store.write() as uow:
        await uow.conversations.mark_blocked("line", "U0", blocked=True)
    draft = await tell.draft(session.id, Audience.BOOKED, "会場が変わります")
    assert (draft.total, draft.left_out) == (1, 1)
    message = await tell.send(session.id, Audience.BOOKED, "会場が変わります", ONCE, None, LATER)
    assert (message.told, message.left_out) == (1, 1)


async def test_cancelled_bookings_are_not_told(classes: Classes, tell: TellEveryone) -> None:
    session, contacts = await booked_by(classes, 1)
    (mine,) = await classes.bookings.mine(contacts[0], TUESDAY)
    await classes.bookings.cancel(mine.booking.id, contacts[0], TUESDAY)
    with pytest.raises(NobodyToTell):
        await tell.send(session.id, Audience.EVERYBODY, "会場が変わります", ONCE, None, LATER)


async def test_nothing_is_sent_without_words_or_session(classes: Classes, tell: TellEveryone) -> None:
    session, _ = await booked_by(classes, 1)
    for text in ("", "\u3000\n", "あ" * 1001):
        with pytest.raises(MessageInvalid):
            await tell.send(session.id, Audience.BOOKED, text, ONCE, None, LATER)
    with pytest.raises(RowNotFound):
        await tell.send(4711, Audience.BOOKED, "会場が変わります", ONCE, None, LATER)
    assert await tell.sent(session.id) == []


async def test_sent_message_cannot_be_undone(classes: Classes, tell: TellEveryone) -> None:
    session, _ = await booked_by(classes, 1)
    message = await tell.send(session.id, Audience.BOOKED, "会場が変わります", ONCE, None, LATER)
    with pytest.raises(MessageIsOut):
        await classes.history.undo(message.id, None, LATER)
    (change,) = await classes.history.history(Table.MESSAGE)
    assert change.after is not None
    assert change.after["told"] == 1
