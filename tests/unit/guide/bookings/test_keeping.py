"""What the staff do: files in and out, undo, copies, samples, the attendance list."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.guide.bookings.answers import BookingAnswers
from bot.guide.calendar_days import TOKYO, in_tokyo, is_closed_day
from bot.guide.errors import CatalogueError
from bot.guide.keeping.attendance import attendance
from bot.guide.keeping.copy_year import CopyYear
from bot.guide.keeping.csv_file import read_csv, write_csv
from bot.guide.keeping.exchange import Exchange
from bot.guide.keeping.file_rows import PLACE_FILE, SESSION_FILE, FileRefused, FileRow
from bot.guide.keeping.history import ChangedSince, RowNotFound, SessionHasBookings, Table
from bot.guide.keeping.samples import load_samples, remove_samples
from bot.guide.keeping.yaml_text import read_yaml_rows, write_yaml
from bot.guide.places.facts import AGE_GROUPS, WEEKDAYS, PlaceFacts
from bot.guide.sessions.facts import ASKED, SERVICES, SessionFacts
from bot.store.unit_of_work import SqlStore
from tests.bookings import SATURDAY, TUESDAY, Classes, facts, place_facts

SAMPLES = Path(__file__).parents[4] / "data" / "samples"


@pytest.fixture
def classes(store: SqlStore) -> Classes:
    return Classes(store)


# --- files -------------------------------------------------------------------------------------

LINES = st.text(max_size=40)
MOMENTS = st.integers(0, 16 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=TOKYO) + timedelta(minutes=minutes)
)


@st.composite
def session_facts(draw: st.DrawFn) -> SessionFacts:
    starts_at = draw(MOMENTS)
    values: dict[str, Any] = {name: draw(LINES) for name in ("online", "access", "what", "eligibility")}
    return SessionFacts(
        service=draw(st.sampled_from(SERVICES)),
        title="会" + draw(LINES),
        place="場" + draw(LINES),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=draw(st.integers(2, 5000))),
        closes_at=draw(
            st.none() | st.integers(0, 9999).map(lambda minutes: starts_at - timedelta(minutes=minutes))
        ),
        capacity=draw(st.integers(1, 2000)),
        asks=tuple(draw(st.sets(st.sampled_from(ASKED)))),
        waiting_list=draw(st.booleans()),
        cancelled=draw(st.booleans()),
        sample=draw(st.booleans()),
        **values,
    )


@st.composite
def any_place_facts(draw: st.DrawFn) -> PlaceFacts:
    spot = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    interests = draw(
        st.lists(st.text("abcあ=+-'\"#:ー ", max_size=8).map(lambda text: f"趣{text}"), max_size=3)
    )
    return PlaceFacts(
        name="所" + draw(LINES),
        area=draw(LINES),
        age_groups=tuple(draw(st.sets(st.sampled_from(AGE_GROUPS)))),
        interests=tuple(interests),
        weekdays=tuple(draw(st.sets(st.sampled_from(WEEKDAYS)))),
        opens=draw(st.sampled_from(["", "09:30"])),
        online=draw(st.booleans()),
        first_time=draw(LINES),
        latitude=spot[0] if spot else None,
        longitude=spot[1] if spot else None,
    )


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(st.lists(session_facts(), max_size=3))
def test_sessions_come_back_without_loss_as_csv_and_yaml(all_facts: list[SessionFacts]) -> None:
    rows = [FileRow(facts, number or None) for number, facts in enumerate(all_facts)]
    for back in (
        read_csv(SESSION_FILE, write_csv(SESSION_FILE, rows)),
        read_yaml_rows(SESSION_FILE, write_yaml(SESSION_FILE, rows)),
    ):
        assert [(row.facts, row.id) for row in back] == [(row.facts, row.id) for row in rows]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(st.lists(any_place_facts(), max_size=3))
def test_places_come_back_without_loss_as_csv_and_yaml(all_facts: list[PlaceFacts]) -> None:
    rows = [FileRow(facts) for facts in all_facts]
    for back in (
        read_csv(PLACE_FILE, write_csv(PLACE_FILE, rows)),
        read_yaml_rows(PLACE_FILE, write_yaml(PLACE_FILE, rows)),
    ):
        assert [row.facts for row in back] == all_facts


HEADER = "事業,名前,始まり,終わり,会場,定員\n"
GOOD = "family_class,家族教室,2026-12-05 14:00,2026/12/05 16:00,会議室,２０\n"


def test_csv_written_by_hand_is_read() -> None:
    (row,) = read_csv(SESSION_FILE, (HEADER + GOOD).encode("cp932"))
    assert row.facts == facts(place="会議室", capacity=20)
    assert row.line == 2


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (HEADER + GOOD + GOOD.replace("２０", "たくさん"), 3, "定員"),
        (HEADER + GOOD.replace("２０", "0"), 2, "定員"),
        (HEADER + GOOD.replace("12-05 14:00", "13-05 14:00"), 2, "始まり"),
        (HEADER + GOOD.replace("2026-12-05 14:00", "あした"), 2, "始まり"),
        (HEADER + GOOD.replace("12/05 16:00", "12/05 13:00"), 2, "終わり"),
        (HEADER + GOOD.replace("family_class", "パーティー"), 2, "事業"),
        (HEADER + GOOD.replace("会議室", ""), 2, "会場"),
        (HEADER + GOOD.replace("家族教室", '"家族\n教室"') + GOOD.replace("２０", "x"), 4, "定員"),
        (HEADER.replace("定員", "せき") + GOOD, 1, "せき"),
        (HEADER.replace("定員", "名前") + GOOD, 1, "名前"),
        ("番号," + HEADER + "x," + GOOD, 2, "番号"),
        (HEADER + GOOD.strip() + ",余分\n", 2, ""),
        (HEADER + '"', 2, ""),
        ("", 0, ""),
    ],
)
def test_csv_fault_names_line_and_field(text: str, line: int, field: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_csv(SESSION_FILE, text.encode())
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(line, field)]


YAML = """sessions:
  - service: family_class
    title: 家族教室
    starts_at: 2026-12-05 14:00
    ends_at: 2026-12-05 16:00:00
    place: 会議室
    capacity: 20
"""


def test_yaml_written_by_hand_is_read() -> None:
    (row,) = read_yaml_rows(SESSION_FILE, YAML.encode())
    assert row.facts == facts(place="会議室", capacity=20)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (YAML.replace("20\n", "0\n"), 7, "定員"),
        (YAML.replace("2026-12-05 14:00", "きのう"), 4, "始まり"),
        (YAML + "    party: yes\n", 8, "party"),
        (YAML.replace("    title: 家族教室\n", ""), 2, "名前"),
        ("sessions:\n  - いち\n", 2, ""),
        ("places: []\n", 1, "sessions"),
        ("sessions: [", 1, ""),
        ("[" * 5000, 1, ""),
    ],
)
def test_yaml_fault_names_line_and_field(text: str, line: int, field: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_yaml_rows(SESSION_FILE, text.encode())
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(line, field)]


async def test_import_changes_known_rows_and_adds_new_ones_or_takes_nothing(classes: Classes) -> None:
    exchange = Exchange(classes.sessions, classes.places)
    session = await classes.session()
    rows = [FileRow(facts(title="変更"), session.id, 2), FileRow(facts(title="新規"), None, 3)]
    with pytest.raises(FileRefused) as refused:
        await exchange.import_sessions([*rows, FileRow(facts(), 999, 4)], None, TUESDAY)
    assert [fault.line for fault in refused.value.faults] == [4]
    assert [row.facts.title for row in await exchange.export_sessions()] == ["家族教室"]
    assert await exchange.import_sessions(rows, None, TUESDAY) == 2
    assert sorted(row.facts.title for row in await exchange.export_sessions()) == ["変更", "新規"]
    places = [FileRow(place_facts(), None, 2)]
    assert await exchange.import_places(places, None, TUESDAY) == 1
    (exported,) = await exchange.export_places()
    assert exported.facts == place_facts()


# --- history -----------------------------------------------------------------------------------


async def test_undo_brings_back_what_was_and_can_be_undone(classes: Classes) -> None:
    session = await classes.session()
    await classes.sessions.change(session.id, facts(capacity=3), None, TUESDAY)
    (change,) = await classes.history.history(Table.SESSION, limit=1)
    assert change.before is not None
    assert (change.before["capacity"], change.counselor_id) == (10, None)
    await classes.history.undo(change.id, None, TUESDAY)
    assert (await classes.seats(session)).session.capacity == 10
    newest = (await classes.history.history(Table.SESSION, row_id=session.id))[0]
    await classes.history.undo(newest.id, None, TUESDAY)
    assert (await classes.seats(session)).session.capacity == 3


async def test_undo_is_refused_when_the_row_was_changed_since(classes: Classes) -> None:
    place = await classes.places.add(place_facts(), None, TUESDAY)
    await classes.places.change(place.id, place_facts(area="東"), None, TUESDAY)
    newest, oldest = await classes.history.history(Table.PLACE, row_id=place.id)
    with pytest.raises(ChangedSince):
        await classes.history.undo(oldest.id, None, TUESDAY)
    await classes.history.undo(newest.id, None, TUESDAY)
    with pytest.raises(RowNotFound):
        await classes.history.undo(999, None, TUESDAY)


async def test_new_session_cannot_be_undone_when_somebody_has_booked_it(classes: Classes) -> None:
    session, (contact,) = await classes.session(), await classes.contacts(1)
    await classes.book(session, contact)
    (change,) = await classes.history.history(Table.SESSION)
    with pytest.raises(SessionHasBookings):
        await classes.history.undo(change.id, None, TUESDAY)


async def test_nothing_is_noted_when_nothing_changes(classes: Classes) -> None:
    session = await classes.session()
    await classes.sessions.change(session.id, session.facts, None, TUESDAY)
    assert len(await classes.history.history(Table.SESSION)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"capacity": 0},
        {"service": "party"},
        {"title": " \n"},
        {"place": ""},
        {"ends_at": SATURDAY},
        {"closes_at": SATURDAY + timedelta(minutes=1)},
        {"starts_at": SATURDAY.replace(tzinfo=None)},
        {"unknown": 1},
    ],
)
def test_wrong_session_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        facts(**wrong)


# --- last year ---------------------------------------------------------------------------------


async def test_last_years_sessions_are_copied_once_on_the_same_weekday(classes: Classes) -> None:
    year = timedelta(weeks=52)
    for starts_at in (SATURDAY - year, datetime(2026, 2, 11, 14, tzinfo=TOKYO), SATURDAY - 3 * year):
        await classes.session(
            title=f"{starts_at:%m%d}",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            closes_at=starts_at,
        )
    passed = SATURDAY - year - timedelta(weeks=30)
    await classes.session(starts_at=passed, ends_at=passed + timedelta(hours=1))
    await classes.session(starts_at=SATURDAY - year, ends_at=SATURDAY, cancelled=True)
    copy = CopyYear(classes.sessions)
    proposed = await copy.last_year("family_class", TUESDAY)
    assert [(c.facts.title, c.closed_day) for c in proposed] == [("1206", False), ("0211", False)]
    copied = await copy.copy_last_year("family_class", None, TUESDAY)
    assert [session.starts_at for session in copied] == [SATURDAY, datetime(2027, 2, 10, 14, tzinfo=TOKYO)]
    assert copied[0].closes_at == SATURDAY
    assert await copy.copy_last_year("family_class", None, TUESDAY) == []


async def test_copy_tells_when_the_day_is_a_holiday(classes: Classes) -> None:
    day = datetime(2025, 12, 30, 10, tzinfo=TOKYO)
    await classes.session(starts_at=day, ends_at=day + timedelta(hours=1))
    (copied,) = await CopyYear(classes.sessions).last_year("family_class", TUESDAY)
    assert copied.closed_day


# --- samples -----------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2026-11-24", "2026-12-25", "2027-04-28", "2027-08-09"])
async def test_samples_always_lie_ahead_are_marked_and_never_on_a_holiday(store: SqlStore, day: str) -> None:
    now = datetime.fromisoformat(f"{day}T12:00:00+09:00")
    assert await load_samples(store, SAMPLES, now) > 10
    async with store.read() as uow:
        sessions, places = await uow.sessions.everyone(), await uow.places.everyone()
    assert all("見本" in session.title and session.sample and session.starts_at > now for session in sessions)
    assert not any(is_closed_day(in_tokyo(session.starts_at).date()) for session in sessions)
    assert all("見本" in place.name and place.sample for place in places)


async def test_samples_are_loaded_once_and_stay_away_when_removed(classes: Classes) -> None:
    added = await load_samples(classes.store, SAMPLES, TUESDAY)
    assert await load_samples(classes.store, SAMPLES, TUESDAY) == 0
    (sample, *_) = await classes.shown.upcoming("family_class", TUESDAY)
    (contact,) = await classes.contacts(1)
    await classes.book(sample.session, contact)
    assert await remove_samples(classes.store, None, TUESDAY) == added
    assert await classes.shown.upcoming(None, TUESDAY) == []
    assert await classes.bookings.mine(contact, TUESDAY) == []
    assert await load_samples(classes.store, SAMPLES, TUESDAY) == 0
    assert await load_samples(classes.store, SAMPLES, TUESDAY, again=True) == added


async def test_samples_are_renewed_when_time_has_passed(classes: Classes) -> None:
    await load_samples(classes.store, SAMPLES, TUESDAY)
    later = TUESDAY + timedelta(weeks=30)
    await load_samples(classes.store, SAMPLES, later)
    async with classes.store.read() as uow:
        sessions = await uow.sessions.everyone()
    assert all(session.starts_at > later for session in sessions)
    assert len({session.title for session in sessions}) == len(sessions)


async def test_samples_are_not_added_where_the_city_has_its_own(classes: Classes) -> None:
    await classes.session()
    await classes.places.add(place_facts(), None, TUESDAY)
    await load_samples(classes.store, SAMPLES, TUESDAY)
    async with classes.store.read() as uow:
        assert {session.service for session in await uow.sessions.everyone() if session.sample} >= {
            "citizen_forum"
        }
        assert not any(s.sample for s in await uow.sessions.everyone() if s.service == "family_class")
        assert [place.name for place in await uow.places.everyone()] == ["みんなの居場所"]


async def test_sample_file_that_is_not_marked_is_refused(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "sessions.yml").write_text("sessions: []\n")
    (tmp_path / "places.yml").write_text("places:\n  - name: 本物のような居場所\n")
    with pytest.raises(CatalogueError, match=r"places\.yml:2"):
        await load_samples(store, tmp_path, TUESDAY)


# --- attendance --------------------------------------------------------------------------------


async def test_attendance_lists_booked_first_and_runs_no_formula(classes: Classes) -> None:
    session, contacts = await classes.session(capacity=2), await classes.contacts(2)
    formula = BookingAnswers('=HYPERLINK("http://x")', 2, "-1+1")
    await classes.bookings.book(session.id, contacts[0], formula, TUESDAY)
    await classes.bookings.book(session.id, contacts[1], BookingAnswers("🌸"), TUESDAY, or_wait=True)
    found = await attendance(classes.store, session.id)
    assert [row[1:4] for row in found.rows()] == [["予約", formula.nickname, "2"], ["空き待ち", "🌸", "1"]]
    assert "'=HYPERLINK" in found.as_csv().decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(found.as_xlsx())).active
    assert sheet is not None
    assert (sheet["C3"].value, sheet["C3"].data_type) == (formula.nickname, "s")
    with pytest.raises(RowNotFound):
        await attendance(classes.store, 999)
