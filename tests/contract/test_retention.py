"""Forgetting what people told us, over every database and with a moved clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.conversation.content import Bubble
from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.entities import BookingState
from bot.guide.keeping.attendance import attendance
from bot.guide.keeping.retention import Erased, Retention
from bot.guide.requests.ask import Ask, HandleRequests
from bot.guide.requests.entities import RequestState
from bot.guide.requests.kinds import RequestKind
from bot.store.unit_of_work import SqlStore
from bot.worker.retention import RetentionSweep
from tests.bookings import SATURDAY, TUESDAY, Classes
from tests.fakes import FakeClock

CALL = {"nickname": "はなこ", "phone": "078-000-0000", "when": "平日の午後", "wishes": "家には内緒"}
ENDS = SATURDAY + timedelta(hours=2)
YEAR = timedelta(days=365)


@pytest.fixture
def classes(any_store: SqlStore) -> Classes:
    return Classes(any_store)


async def everything(store: SqlStore) -> str:
    """All that the two tables hold."""
    async with store.engine.connect() as connection:
        rows = [
            row
            for table in ("booking", "request")
            for row in await connection.execute(text(f"select * from {table}"))
        ]
    return repr(rows)


async def test_booking_keeps_its_answers_until_the_days_have_passed(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    answers = BookingAnswers("はなこ", 2, "090-1111-2222", "", "家に電話しないで")
    made = await classes.bookings.book(session.id, contact, answers, TUESDAY)
    retention = Retention(classes.store, 365)
    assert await retention.sweep(ENDS + YEAR - timedelta(minutes=1)) == Erased()
    assert (await classes.of(made)).answers == answers


async def test_booking_is_without_a_person_when_the_days_have_passed(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    answers = BookingAnswers("はなこ", 2, "090-1111-2222", "包括はなこ", "家に電話しないで")
    await classes.bookings.book(session.id, contact, answers, TUESDAY)
    retention = Retention(classes.store, 365)
    assert await retention.sweep(ENDS + YEAR) == Erased(bookings=1)
    assert await retention.sweep(ENDS + YEAR) == Erased()
    (kept,) = (await attendance(classes.store, session.id)).bookings
    assert (kept.state, kept.people, kept.contact_id) == (BookingState.BOOKED, 2, 0)
    left = await everything(classes.store)
    for word in ("はなこ", "090-1111-2222", "家に電話しないで"):
        assert word not in left
    assert await classes.bookings.mine(contact, TUESDAY) == []


async def test_cancelled_bookings_are_erased_too_and_many_of_one_session(classes: Classes) -> None:
    session, contacts = await classes.session(), await classes.contacts(3)
    made = [await classes.book(session, contact) for contact in contacts]
    await classes.bookings.cancel(made[0].id, contacts[0], TUESDAY)
    assert await Retention(classes.store, 30).sweep(ENDS + timedelta(days=30)) == Erased(bookings=3)


async def test_nobody_is_told_anything_about_an_erased_booking(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    booking = await classes.book(session, contact)
    await Retention(classes.store, 1).sweep(ENDS + YEAR)
    async with classes.store.write() as uow:
        erased = await uow.bookings.get(booking.id)
        assert erased is not None
        assert await uow.conversations.current_of(erased.contact_id, ENDS) is None


async def test_finished_request_is_without_a_person_when_the_days_have_passed(classes: Classes) -> None:
    (contact,) = await classes.contacts(1)
    made = await Ask(classes.store).ask(contact, RequestKind.CALL_BACK, CALL, TUESDAY)
    desk = HandleRequests(classes.store, classes.teller)
    done = await desk.move(made.id, RequestState.DONE, TUESDAY, note="はなこさんに電話済み")
    retention = Retention(classes.store, 365)
    assert await retention.sweep(done.changed_at + YEAR - timedelta(minutes=1)) == Erased()
    assert await retention.sweep(done.changed_at + YEAR) == Erased(requests=1)
    assert await retention.sweep(done.changed_at + YEAR) == Erased()
    async with classes.store.read() as uow:
        erased = await uow.requests.get(made.id)
    assert erased is not None
    assert (erased.kind, erased.state, erased.erased) == (RequestKind.CALL_BACK, RequestState.DONE, True)
    assert (erased.fields, erased.note, erased.conversation_id) == ({}, "", None)
    left = await everything(classes.store)
    assert "はなこ" not in left
    assert "0780000000" not in left
    assert await Ask(classes.store).mine(contact) == []


async def test_unfinished_request_is_never_erased(classes: Classes) -> None:
    (contact,) = await classes.contacts(1)
    made = await Ask(classes.store).ask(contact, RequestKind.CALL_BACK, CALL, TUESDAY)
    assert await Retention(classes.store, 1).sweep(TUESDAY + 10 * YEAR) == Erased()
    assert await Ask(classes.store).mine(contact) == [made]


async def test_nothing_is_erased_when_the_days_are_zero(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    made = await classes.book(session, contact)
    assert await Retention(classes.store, 0).sweep(ENDS + 50 * YEAR) == Erased()
    assert (await classes.of(made)).contact_id == contact


async def test_worker_erases_by_itself_within_the_hour_after_it_is_due(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    made = await classes.book(session, contact)
    clock = FakeClock(ENDS + YEAR - timedelta(minutes=30))
    sweep = RetentionSweep(Retention(classes.store, 365), clock)
    await sweep()
    assert (await classes.of(made)).contact_id == contact
    clock.pass_time(hours=1)
    await sweep()
    assert (await classes.of(made)).contact_id == 0


async def test_request_comes_back_with_its_conversation_and_who_handled_it(classes: Classes) -> None:
    (contact,) = await classes.contacts(1)
    async with classes.store.write() as uow:
        conversation = await uow.conversations.current_of(contact, TUESDAY)
        counselor = await uow.counselors.add("sato", "佐藤", "x", ["counselor"], TUESDAY)
        await uow.messages.add_outbound(conversation.id, "assistant", Bubble("はい"), TUESDAY)
    made = await Ask(classes.store).ask(contact, RequestKind.CALL_BACK, CALL, TUESDAY)
    assert (made.conversation_id, made.handled_by) == (conversation.id, None)
    desk = HandleRequests(classes.store, classes.teller)
    assert await desk.count() == 1
    moved = await desk.move(made.id, RequestState.DONE, TUESDAY, by=counselor.id)
    assert moved.handled_by == counselor.id
    assert moved.changed_at > made.changed_at
    assert await desk.count() == 0
    async with classes.store.read() as uow:
        assert await uow.requests.finished_since(moved.changed_at, 10) == [moved]
        assert await uow.requests.finished_since(moved.changed_at + timedelta(seconds=1), 10) == []


async def test_opening_of_a_request_is_no_opening_of_the_transcript(classes: Classes) -> None:
    (contact,) = await classes.contacts(1)
    made = await Ask(classes.store).ask(contact, RequestKind.CALL_BACK, CALL, TUESDAY)
    assert made.conversation_id is not None
    async with classes.store.write() as uow:
        sato = await uow.counselors.add("sato", "佐藤", "x", ["counselor"], TUESDAY)
        await uow.access_log.note_request(sato.id, made.id, made.conversation_id, TUESDAY)
    async with classes.store.read() as uow:
        assert await uow.access_log.request_noted_since(sato.id, made.id, TUESDAY)
        assert not await uow.access_log.request_noted_since(sato.id, made.id + 1, TUESDAY)
        assert not await uow.access_log.noted_since(sato.id, made.conversation_id, TUESDAY)
        (row,) = await uow.access_log.recent(10)
    assert (row.request_id, row.conversation_id) == (made.id, made.conversation_id)
