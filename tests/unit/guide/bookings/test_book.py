"""Booking, changing, cancelling, waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.guide.bookings.answers import BookingAnswers, read_people
from bot.guide.bookings.entities import BookingState, Ended
from bot.guide.bookings.errors import (
    AlreadyBooked,
    AnswerInvalid,
    BookingClosed,
    BookingNotFound,
    BookingRefused,
    ClassSessionCancelled,
    ClassSessionFull,
    ClassSessionNotFound,
    ClassSessionPast,
    NoOfferOpen,
    OfferExpired,
    PeopleOutOfRange,
)
from bot.store.unit_of_work import SqlStore
from tests.bookings import SATURDAY, TUESDAY, Classes, people


@pytest.fixture
def classes(store: SqlStore) -> Classes:
    return Classes(store)


async def test_seats_are_taken_and_given_back(classes: Classes) -> None:
    session, (contact,) = await classes.session(capacity=5), await classes.contacts(1)
    booking = await classes.book(session, contact, 3)
    assert (await classes.seats(session)).seats_left == 2
    assert (await classes.bookings.change_people(booking.id, contact, 4, TUESDAY)).people == 4
    assert (await classes.seats(session)).seats_left == 1
    ended = await classes.bookings.cancel(booking.id, contact, TUESDAY)
    assert (ended.state, ended.ended) == (BookingState.CANCELLED, Ended.PERSON)
    assert (await classes.seats(session)).seats_left == 5


async def test_cancelling_twice_changes_nothing(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    booking = await classes.book(session, contact)
    first = await classes.bookings.cancel(booking.id, contact, TUESDAY)
    assert await classes.bookings.cancel(booking.id, contact, TUESDAY) == first


async def test_booking_is_possible_again_when_it_was_cancelled(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    booking = await classes.book(session, contact)
    await classes.bookings.cancel(booking.id, contact, TUESDAY)
    assert (await classes.book(session, contact)).state is BookingState.BOOKED


async def test_booking_is_refused_when_the_person_has_one(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    booking = await classes.book(session, contact)
    with pytest.raises(AlreadyBooked) as refused:
        await classes.book(session, contact)
    assert (refused.value.booking_id, refused.value.waiting) == (booking.id, False)


async def test_booking_is_refused_when_full_and_says_how_many_are_left(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=3), await classes.contacts(2)
    await classes.book(session, contacts[0], 2)
    with pytest.raises(ClassSessionFull) as refused:
        await classes.book(session, contacts[1], 2)
    assert (refused.value.seats_left, refused.value.waiting_list) == (1, True)
    assert "空き待ち" in refused.value.text


async def test_nobody_waits_when_there_is_no_waiting_list_or_never_room_enough(classes: Classes) -> None:
    contacts = await classes.contacts(2)
    without = await classes.session(capacity=1, waiting_list=False)
    small = await classes.session(capacity=1)
    for session in (without, small):
        await classes.book(session, contacts[0])
        with pytest.raises(ClassSessionFull) as refused:
            await classes.book(session, contacts[1], 2, wait=True)
        assert not refused.value.waiting_list


async def test_old_booking_stands_when_more_people_do_not_fit(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=3), await classes.contacts(2)
    booking = await classes.book(session, contacts[0], 2)
    await classes.book(session, contacts[1])
    with pytest.raises(ClassSessionFull):
        await classes.bookings.change_people(booking.id, contacts[0], 3, TUESDAY)
    assert await classes.of(booking) == booking


async def test_session_that_cannot_be_booked_says_why(classes: Classes) -> None:
    (contact,) = await classes.contacts(1)
    past = await classes.session(starts_at=TUESDAY - timedelta(hours=1), ends_at=TUESDAY + timedelta(hours=1))
    cancelled = await classes.session(cancelled=True)
    closed = await classes.session(closes_at=TUESDAY)
    expected = [(past, ClassSessionPast), (cancelled, ClassSessionCancelled), (closed, BookingClosed)]
    for session, error in expected:
        with pytest.raises(error) as refused:
            await classes.book(session, contact)
        assert refused.value.text.endswith("。")
    with pytest.raises(ClassSessionNotFound):
        await classes.bookings.book(999, contact, people(), TUESDAY)


async def test_booking_is_unknown_to_everybody_else(classes: Classes) -> None:
    session, contacts = await classes.session(), await classes.contacts(2)
    booking = await classes.book(session, contacts[0])
    for act in (classes.bookings.cancel, classes.bookings.accept, classes.bookings.decline):
        with pytest.raises(BookingNotFound):
            await act(booking.id, contacts[1], TUESDAY)
    with pytest.raises(BookingNotFound):
        await classes.bookings.change_people(booking.id, contacts[1], 2, TUESDAY)


async def test_cancelling_is_refused_when_the_session_has_begun(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    booking = await classes.book(session, contact)
    with pytest.raises(ClassSessionPast):
        await classes.bookings.cancel(booking.id, contact, SATURDAY)


async def test_fewer_people_and_cancelling_are_possible_when_booking_is_closed(classes: Classes) -> None:
    closes_at = SATURDAY - timedelta(days=1)
    session, (contact,) = await classes.session(closes_at=closes_at), await classes.contacts(1)
    booking = await classes.book(session, contact, 2)
    with pytest.raises(BookingClosed):
        await classes.bookings.change_people(booking.id, contact, 3, closes_at)
    assert (await classes.bookings.change_people(booking.id, contact, 1, closes_at)).people == 1
    assert (await classes.bookings.cancel(booking.id, contact, closes_at)).state is BookingState.CANCELLED


async def test_freed_seat_is_offered_to_the_next_and_taken(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=1), await classes.contacts(3)
    first = await classes.book(session, contacts[0])
    second = await classes.book(session, contacts[1], wait=True)
    third = await classes.book(session, contacts[2], wait=True)
    await classes.bookings.cancel(first.id, contacts[0], TUESDAY)
    asked = await classes.of(second)
    assert (asked.state, asked.offer_expires_at) == (BookingState.OFFERED, TUESDAY + timedelta(hours=24))
    assert len(classes.teller.to(contacts[1])) == 1
    assert classes.teller.to(contacts[2]) == []
    with pytest.raises(NoOfferOpen):
        await classes.bookings.accept(third.id, contacts[2], TUESDAY)
    taken = await classes.bookings.accept(second.id, contacts[1], TUESDAY)
    assert taken.state is BookingState.BOOKED
    assert await classes.bookings.accept(second.id, contacts[1], TUESDAY) == taken


async def test_offered_seat_goes_on_when_declined_or_not_answered(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=1), await classes.contacts(4)
    made = [await classes.book(session, contact, wait=True) for contact in contacts]
    await classes.bookings.cancel(made[0].id, contacts[0], TUESDAY)
    declined = await classes.bookings.decline(made[1].id, contacts[1], TUESDAY)
    assert declined.ended is Ended.DECLINED
    assert (await classes.of(made[2])).state is BookingState.OFFERED
    late = TUESDAY + timedelta(hours=24)
    with pytest.raises(OfferExpired):
        await classes.bookings.accept(made[2].id, contacts[2], late)
    swept = await classes.sweep(late)
    assert (swept.expired, swept.offered) == (1, 1)
    assert (await classes.of(made[2])).ended is Ended.EXPIRED
    assert (await classes.of(made[3])).state is BookingState.OFFERED
    with pytest.raises(OfferExpired):
        await classes.bookings.accept(made[2].id, contacts[2], late)


async def test_smaller_group_is_asked_when_the_first_in_line_needs_more_seats(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=4), await classes.contacts(4)
    three = await classes.book(session, contacts[0], 3)
    one = await classes.book(session, contacts[1], 1)
    group = await classes.book(session, contacts[2], 3, wait=True)
    alone = await classes.book(session, contacts[3], 1, wait=True)
    await classes.bookings.cancel(one.id, contacts[1], TUESDAY)
    assert (await classes.of(group)).state is BookingState.WAITING
    assert (await classes.of(alone)).state is BookingState.OFFERED
    await classes.bookings.cancel(three.id, contacts[0], TUESDAY)
    assert (await classes.of(group)).state is BookingState.OFFERED


async def test_seat_is_kept_for_who_waits_when_it_becomes_free_at_night(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=1), await classes.contacts(3)
    first = await classes.book(session, contacts[0])
    waiting = await classes.book(session, contacts[1], wait=True)
    classes.now = TUESDAY.replace(hour=23)
    await classes.bookings.cancel(first.id, contacts[0], classes.now)
    assert classes.teller.told == []
    assert (await classes.seats(session)).seats_left == 0
    with pytest.raises(ClassSessionFull):
        await classes.book(session, contacts[2])
    assert (await classes.sweep(TUESDAY + timedelta(hours=19, minutes=59))).offered == 0
    assert (await classes.sweep(TUESDAY + timedelta(hours=20))).offered == 1
    assert (await classes.of(waiting)).state is BookingState.OFFERED


async def test_who_waits_is_told_when_no_seat_came_free_in_time(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=1), await classes.contacts(2)
    await classes.book(session, contacts[0])
    waiting = await classes.book(session, contacts[1], wait=True)
    swept = await classes.sweep(SATURDAY - timedelta(minutes=90))
    assert swept.given_up == 1
    assert (await classes.of(waiting)).ended is Ended.NO_SEAT
    assert (await classes.sweep()).given_up == 0


async def test_mine_are_the_standing_ones_the_next_first(classes: Classes) -> None:
    (contact,) = await classes.contacts(1)
    later = await classes.session(
        starts_at=SATURDAY + timedelta(days=7), ends_at=SATURDAY + timedelta(days=7, hours=1)
    )
    sooner, gone = await classes.session(), await classes.session()
    for session in (later, sooner, gone):
        booking = await classes.book(session, contact)
    await classes.bookings.cancel(booking.id, contact, TUESDAY)
    assert [mine.session.id for mine in await classes.bookings.mine(contact, TUESDAY)] == [
        sooner.id,
        later.id,
    ]
    after = SATURDAY + timedelta(hours=2)
    assert [mine.session.id for mine in await classes.bookings.mine(contact, after)] == [later.id]


async def test_upcoming_shows_seats_and_hides_samples_when_the_city_has_its_own(classes: Classes) -> None:
    sample = await classes.session(title="見本の会", sample=True)
    other = await classes.session(service="citizen_forum", title="見本のフォーラム", sample=True)
    assert [u.session.id for u in await classes.shown.upcoming("family_class", TUESDAY)] == [sample.id]
    own = await classes.session(capacity=7)
    await classes.session(cancelled=True)
    shown = await classes.shown.upcoming(None, TUESDAY)
    assert [(u.session.id, u.seats_left) for u in shown] == [(other.id, 10), (own.id, 7)]
    (contact,) = await classes.contacts(1)
    with pytest.raises(ClassSessionNotFound):
        await classes.book(sample, contact)
    assert await classes.shown.upcoming("family_class", SATURDAY) == []


@pytest.mark.parametrize("number", [0, -1, 11, 500])
def test_people_are_refused_when_not_one_to_ten(number: int) -> None:
    with pytest.raises(PeopleOutOfRange) as refused:
        people(number)
    assert "1人から10人" in refused.value.text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("２人です", 2),
        ("二名", 2),
        ("十人", 10),
        ("ふたりで", 2),
        ("ひとりです", 1),
        ("夫婦2人", 2),
        ("1", 1),
    ],
)
def test_people_are_read_as_they_are_written(text: str, number: int) -> None:
    assert read_people(text) == number


@pytest.mark.parametrize("text", ["", "たくさん", "2人か3人", "夫婦と子ども1人", "十分です", "🙂"])
def test_people_are_asked_again_when_not_clear(text: str) -> None:
    with pytest.raises(AnswerInvalid):
        read_people(text)


@pytest.mark.parametrize("text", ["0人", "500人", "-3", "11名", "99999999999999999999人"])
def test_people_are_refused_when_the_number_is_out_of_range(text: str) -> None:
    with pytest.raises(PeopleOutOfRange):
        read_people(text)


def test_nickname_may_be_emoji_and_is_cleaned() -> None:
    assert BookingAnswers(" 🌸\x00👨‍👩‍👧\n ").nickname == "🌸👨‍👩‍👧"
    assert BookingAnswers("花\ud83d子").nickname == "花子"


@pytest.mark.parametrize("name", ["", " \u3000\n", "\u200b", "あ" * 31])
def test_nickname_is_asked_again_when_empty_or_too_long(name: str) -> None:
    with pytest.raises(BookingRefused) as refused:
        BookingAnswers(name)
    assert isinstance(refused.value, AnswerInvalid)
    assert refused.value.field == "nickname"
