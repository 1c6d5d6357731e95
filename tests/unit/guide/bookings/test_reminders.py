"""Reminders, with a moved clock and a store that is opened again; edits that concern who has booked."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.guide.bookings.buttons import Press, read_button
from bot.guide.bookings.times import is_decent, next_decent, offer_deadline, reminder_due
from bot.guide.calendar_days import TOKYO
from bot.store.migrate import migrate
from bot.store.unit_of_work import SqlStore
from tests.bookings import SATURDAY, TUESDAY, Classes, facts

EVENING = datetime(2026, 12, 4, 17, 0, tzinfo=TOKYO)


@pytest.fixture
def classes(store: SqlStore) -> Classes:
    return Classes(store)


async def test_reminder_goes_out_the_evening_before_once(classes: Classes) -> None:
    session, (contact,) = await classes.session(title="ひきこもり家族教室"), await classes.contacts(1)
    booking = await classes.book(session, contact)
    assert (await classes.sweep(EVENING - timedelta(seconds=1))).reminded == 0
    assert (await classes.sweep(EVENING)).reminded == 1
    assert (await classes.sweep(EVENING + timedelta(hours=1))).reminded == 0
    (text,) = classes.teller.to(contact)
    assert text.startswith("明日のご予約のお知らせです。")
    assert "12月5日（土）14時から16時まで" in text
    assert "ひきこもり" not in text
    pressed = read_button(classes.teller.bubbles[0].choices[0].text)
    assert pressed is not None
    assert (pressed.press, pressed.booking_id) == (Press.CANCEL, booking.id)


async def test_place_is_left_out_when_its_name_tells_too_much(classes: Classes) -> None:
    session, (contact,) = await classes.session(place="ひきこもり相談支援課"), await classes.contacts(1)
    await classes.book(session, contact)
    await classes.sweep(EVENING)
    assert "場所" not in classes.teller.to(contact)[0]


async def test_reminder_goes_out_the_same_morning_when_booked_later(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    classes.now = EVENING + timedelta(hours=1)
    await classes.book(session, contact)
    assert (await classes.sweep(SATURDAY.replace(hour=9, minute=59))).reminded == 0
    assert (await classes.sweep(SATURDAY.replace(hour=10))).reminded == 1
    assert classes.teller.to(contact)[0].startswith("本日の")


async def test_reminder_survives_a_restart_and_is_sent_in_the_morning(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'again.sqlite'}"
    await migrate(url)
    before = SqlStore.at(url)
    classes = Classes(before)
    session, (contact,) = await classes.session(), await classes.contacts(1)
    await classes.book(session, contact)
    await before.close()
    after = SqlStore.at(url)
    classes.use(after)
    assert (await classes.sweep(EVENING.replace(hour=23))).reminded == 0
    assert (await classes.sweep(SATURDAY.replace(hour=8))).reminded == 1
    assert classes.teller.to(contact)[0].startswith("本日の")
    await after.close()


async def test_nobody_is_reminded_when_the_session_has_begun_or_the_booking_is_gone(classes: Classes) -> None:
    session, contacts = await classes.session(), await classes.contacts(2)
    await classes.book(session, contacts[0])
    booking = await classes.book(session, contacts[1])
    await classes.bookings.cancel(booking.id, contacts[1], TUESDAY)
    assert (await classes.sweep(SATURDAY)).reminded == 0
    assert classes.teller.told == []


async def test_reminder_is_planned_when_an_offer_is_accepted(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=1), await classes.contacts(2)
    first = await classes.book(session, contacts[0])
    waiting = await classes.book(session, contacts[1], wait=True)
    await classes.bookings.cancel(first.id, contacts[0], TUESDAY)
    await classes.bookings.accept(waiting.id, contacts[1], TUESDAY)
    assert (await classes.sweep(EVENING)).reminded == 1
    assert classes.teller.to(contacts[1])[-1].startswith("明日の")


async def test_everybody_is_told_once_when_a_session_is_cancelled(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=1), await classes.contacts(3)
    for contact in contacts[:2]:
        await classes.book(session, contact, wait=True)
    await classes.sessions.cancel(session.id, None, TUESDAY)
    await classes.sessions.cancel(session.id, None, TUESDAY)
    assert [person for person, _ in classes.teller.told] == contacts[:2]
    assert all("中止" in text for _, text in classes.teller.told)
    assert (await classes.sweep(EVENING)).reminded == 0


async def test_bookings_stand_and_are_reminded_when_a_cancelled_session_is_restored(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    await classes.book(session, contact)
    await classes.sessions.cancel(session.id, None, TUESDAY)
    await classes.sessions.change(session.id, session.facts, None, TUESDAY)
    assert "予定どおり" in classes.teller.to(contact)[-1]
    assert (await classes.sweep(EVENING)).reminded == 1


async def test_reminder_moves_and_people_are_told_when_the_session_moves(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    await classes.book(session, contact)
    week = timedelta(days=7)
    moved = facts(starts_at=SATURDAY + week, ends_at=SATURDAY + week + timedelta(hours=2))
    await classes.sessions.change(session.id, moved, None, TUESDAY)
    assert "12月12日" in classes.teller.to(contact)[0]
    assert (await classes.sweep(EVENING)).reminded == 0
    assert (await classes.sweep(EVENING + week)).reminded == 1


async def test_nobody_is_told_when_only_the_description_changes(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    await classes.book(session, contact)
    await classes.sessions.change(session.id, facts(what="お茶もあります"), None, TUESDAY)
    assert classes.teller.told == []


async def test_new_seats_are_offered_when_the_capacity_grows(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=1), await classes.contacts(3)
    for contact in contacts:
        await classes.book(session, contact, wait=True)
    await classes.sessions.change(session.id, facts(capacity=2), None, TUESDAY)
    assert [person for person, _ in classes.teller.told] == [contacts[1]]
    await classes.sessions.change(session.id, facts(capacity=1), None, TUESDAY)
    assert (await classes.seats(session)).seats_left == 0


def test_night_is_from_nine_to_eight_on_tokyos_clock() -> None:
    day = datetime(2026, 12, 31, tzinfo=TOKYO)
    assert [is_decent(day.replace(hour=h)) for h in (7, 8, 20, 21)] == [False, True, True, False]
    assert next_decent(day.replace(hour=22)) == datetime(2027, 1, 1, 8, tzinfo=TOKYO)
    assert next_decent(day.replace(hour=3)) == day.replace(hour=8)


@pytest.mark.parametrize(
    ("now", "start", "deadline"),
    [
        ("24 12:00", "05 14:00", "25 12:00"),
        ("04 20:00", "05 14:00", "05 13:00"),
        ("04 20:30", "05 08:30", None),
        ("04 18:00", "05 08:30", "04 21:00"),
        ("05 12:30", "05 14:00", None),
    ],
)
def test_offer_ends_at_a_decent_hour_before_the_session(now: str, start: str, deadline: str | None) -> None:
    assert offer_deadline(_at(now), _at(start), timedelta(hours=24)) == (_at(deadline) if deadline else None)


def test_offer_that_would_end_at_night_ends_in_the_morning() -> None:
    assert offer_deadline(_at("24 18:00"), SATURDAY, timedelta(hours=6)) == _at("25 08:00")


@pytest.mark.parametrize(
    ("now", "start", "due"),
    [
        ("04 16:59", "05 14:00", "04 17:00"),
        ("04 17:00", "05 14:00", "05 10:00"),
        ("05 10:00", "05 14:00", None),
        ("04 18:00", "05 09:30", None),
    ],
)
def test_reminder_is_due_the_evening_before_else_in_the_morning(
    now: str, start: str, due: str | None
) -> None:
    assert reminder_due(_at(now), _at(start)) == (_at(due) if due else None)


def test_reminder_is_due_on_tokyos_eve_when_the_moment_is_given_in_another_zone() -> None:
    start = datetime.fromisoformat("2027-01-01T00:30:00+00:00")
    assert reminder_due(TUESDAY, start) == datetime(2026, 12, 31, 17, tzinfo=TOKYO)


def _at(text: str) -> datetime:
    day, clock = text.split()
    month = 11 if day.startswith("2") else 12
    return datetime.fromisoformat(f"2026-{month}-{day}T{clock}:00+09:00")
