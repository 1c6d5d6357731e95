"""Sessions, bookings, requests and places over every database, also when many come at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.conversation.content import Bubble
from bot.conversation.status import Status
from bot.desk.ports import StoreConflict, StoreUnavailable
from bot.desk.tell import DeskTeller
from bot.guide.bookings.answers import BookingAnswers
from bot.guide.bookings.book import Book
from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.bookings.errors import AlreadyBooked, ClassSessionFull
from bot.guide.keeping.history import Table
from bot.guide.requests.ask import Ask
from bot.guide.requests.entities import RequestState
from bot.guide.requests.kinds import RequestKind
from bot.guide.sessions.facts import ClassSession
from bot.store.migrate import check_migrated
from bot.store.unit_of_work import SqlStore
from tests.bookings import SATURDAY, TUESDAY, Classes, facts, people, place_facts
from tests.fakes import FakeChannel


@pytest.fixture
def classes(any_store: SqlStore) -> Classes:
    return Classes(any_store)


async def patiently(classes: Classes, session: ClassSession, contact: int, *, wait: bool = False) -> Booking:
    """Book as the desk does: a store that is busy for too long is asked again."""
    for _ in range(5):
        try:
            return await classes.book(session, contact, wait=wait)
        except StoreUnavailable:
            continue
    return await classes.book(session, contact, wait=wait)


async def test_tables_are_those_of_this_version_when_migrated(any_url: str) -> None:
    await check_migrated(any_url)


async def test_session_comes_back_as_it_was_written(classes: Classes) -> None:
    written = facts(
        online="前日にご案内", access="駅から\n5分", what="お話", eligibility="ご家族", asks=("wishes",), sample=True,
        closes_at=SATURDAY - timedelta(days=2), waiting_list=False,
    )  # fmt: skip
    added = await classes.sessions.add(written, None, TUESDAY)
    async with classes.store.read() as uow:
        found = await uow.sessions.get(added.id)
    assert found is not None
    assert found.facts == written


async def test_place_comes_back_as_it_was_written(classes: Classes) -> None:
    written = place_facts(
        age_groups=("20s", "30s"), genders=("women",), interests=("手芸",), weekdays=("wed",), latitude=34.65, longitude=135.0
    )  # fmt: skip
    added = await classes.places.add(written, None, TUESDAY)
    async with classes.store.read() as uow:
        (found,) = await uow.places.everyone()
    assert (found.id, found.facts) == (added.id, written)


async def test_booking_comes_back_as_it_was_made(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    answers = BookingAnswers(
        "🌸はな👨‍👩‍👧", 2, "家の電話はだめ", "", "家に電話しないで\n'; drop table booking; --"
    )
    made = await classes.bookings.book(session.id, contact, answers, TUESDAY)
    (mine,) = await classes.bookings.mine(contact, TUESDAY)
    assert (mine.booking, mine.booking.answers, mine.session) == (made, answers, session)


async def test_one_of_many_gets_the_last_seat_when_all_try_at_once(classes: Classes) -> None:
    session = await classes.session(capacity=1)
    contacts = await classes.contacts(20)
    taken = await asyncio.gather(*(patiently(classes, session, c) for c in contacts), return_exceptions=True)
    booked = [found for found in taken if isinstance(found, Booking)]
    refused = [found for found in taken if isinstance(found, ClassSessionFull)]
    assert (len(booked), len(refused)) == (1, 19)
    assert (await classes.seats(session)).seats_left == 0


async def test_nobody_is_lost_when_all_wait_at_once(classes: Classes) -> None:
    session = await classes.session(capacity=3)
    contacts = await classes.contacts(20)
    made = await asyncio.gather(*(patiently(classes, session, c, wait=True) for c in contacts))
    states = [booking.state for booking in made]
    assert (states.count(BookingState.BOOKED), states.count(BookingState.WAITING)) == (3, 17)


async def test_person_is_booked_once_when_the_button_is_tapped_many_times_at_once(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    taken = await asyncio.gather(
        *(classes.book(session, contact, 2) for _ in range(8)), return_exceptions=True
    )
    assert sum(isinstance(found, Booking) for found in taken) == 1
    assert sum(isinstance(found, AlreadyBooked) for found in taken) == 7
    assert (await classes.seats(session)).seats_left == 8


async def test_freed_seats_are_offered_once_when_many_cancel_and_sweep_at_once(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=4), await classes.contacts(8)
    made = [await classes.book(session, contact, wait=True) for contact in contacts]
    cancels = [classes.bookings.cancel(b.id, b.contact_id, TUESDAY) for b in made[:4]]
    await asyncio.gather(*cancels, *(classes.sweeper.sweep(TUESDAY) for _ in range(4)))
    assert [(await classes.of(b)).state for b in made[4:]] == [BookingState.OFFERED] * 4
    assert sorted(person for person, _ in classes.teller.told) == contacts[4:]


async def test_reminder_goes_out_once_when_many_sweep_at_once(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    await classes.book(session, contact)
    evening = SATURDAY - timedelta(hours=21)
    swept = await asyncio.gather(*(classes.sweeper.sweep(evening) for _ in range(5)))
    assert sum(one.reminded for one in swept) == 1
    assert len(classes.teller.to(contact)) == 1


async def test_teller_and_booking_are_one_transaction_when_it_is_undone(any_store: SqlStore) -> None:
    classes, channel = Classes(any_store), FakeChannel()
    (contact,) = await classes.contacts(1)
    teller = DeskTeller({"line": channel})
    with pytest.raises(ZeroDivisionError):
        async with any_store.write() as uow:
            await teller.tell(uow, contact, (Bubble("お知らせです。"),), TUESDAY)
            raise ZeroDivisionError
    async with any_store.read() as uow:
        assert await uow.outbox.pending_contacts(TUESDAY, 10) == []


async def test_teller_writes_to_the_person_when_the_conversation_is_closed_too(any_store: SqlStore) -> None:
    classes, channel = Classes(any_store), FakeChannel()
    session, contacts = await classes.session(capacity=1), await classes.contacts(2)
    book = Book(any_store, DeskTeller({"line": channel}))
    first = await book.book(session.id, contacts[0], people(), TUESDAY)
    await book.book(session.id, contacts[1], people(), TUESDAY, or_wait=True)
    async with any_store.write() as uow:
        conversation = await uow.conversations.current("line", "U1", TUESDAY)
        assert await uow.conversations.change_status(conversation, Status.CLOSED)
    await book.cancel(first.id, contacts[0], TUESDAY)
    async with any_store.read() as uow:
        row = await uow.outbox.next_of(contacts[1], TUESDAY)
    assert row is not None
    assert "お席が空いた" in row.payloads[0]["text"]


async def test_nobody_is_told_who_has_blocked_us(any_store: SqlStore) -> None:
    classes = Classes(any_store)
    (contact,) = await classes.contacts(1)
    async with any_store.write() as uow:
        await uow.conversations.mark_blocked("line", "U0", blocked=True)
        await DeskTeller({"line": FakeChannel()}).tell(uow, contact, (Bubble("お知らせです。"),), TUESDAY)
        assert await uow.outbox.pending_contacts(TUESDAY, 10) == []


async def test_request_is_on_the_desk_once_when_the_button_is_tapped_many_times_at_once(
    any_store: SqlStore,
) -> None:
    (contact,) = await Classes(any_store).contacts(1)
    ask, fields = (
        Ask(any_store),
        {"nickname": "はな", "phone": "０９０－１２３４－５６７８", "when": "平日の午後"},
    )
    made = await asyncio.gather(
        *(ask.ask(contact, RequestKind.CALL_BACK, fields, TUESDAY) for _ in range(6)), return_exceptions=True
    )
    assert all(not isinstance(found, BaseException) or isinstance(found, StoreConflict) for found in made)
    (mine,) = await ask.mine(contact)
    assert (mine.state, mine.fields["phone"]) == (RequestState.OPEN, "09012345678")


async def test_bookings_and_requests_go_with_the_contact(any_store: SqlStore) -> None:
    classes = Classes(any_store)
    session, (contact,) = await classes.session(capacity=1), await classes.contacts(1)
    await classes.book(session, contact)
    await Ask(any_store).ask(contact, RequestKind.PAMPHLET_COUNTER, {"nickname": "はな"}, TUESDAY)
    async with any_store.write() as uow:
        await uow.session.execute(text("delete from contact"))
    assert (await classes.seats(session)).seats_left == 1
    assert await Ask(any_store).mine(contact) == []


async def test_deleted_row_comes_back_under_its_id_when_undone(classes: Classes) -> None:
    session, place = await classes.session(), await classes.places.add(place_facts(), None, TUESDAY)
    await classes.sessions.delete(session.id, None, TUESDAY)
    await classes.places.delete(place.id, None, TUESDAY)
    for table in (Table.SESSION, Table.PLACE):
        (change,) = await classes.history.history(table, limit=1)
        await classes.history.undo(change.id, None, TUESDAY)
    async with classes.store.read() as uow:
        assert await uow.sessions.get(session.id) == session
        assert await uow.places.get(place.id) == place
    another = await classes.session(title="次の回")
    assert another.id != session.id
