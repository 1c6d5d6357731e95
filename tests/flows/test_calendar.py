"""The calendar file of a booking over HTTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from icalendar import Calendar

from bot.bootstrap import kept_secret
from bot.guide.bookings.tickets import Tickets
from bot.settings import Settings
from bot.web.calendar import calendar_router
from tests.counters import CounterDesk
from tests.desks import TestDesk

TICKETS = Tickets("a-secret-for-tests-only")


@pytest.fixture
def browser(desk: TestDesk) -> httpx.AsyncClient:
    app = FastAPI()
    app.include_router(calendar_router(desk.store, TICKETS, desk.clock))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk")


async def _booked(desk: TestDesk) -> int:
    counter = CounterDesk(desk)
    await counter.session()
    await counter.says("家族教室を予約したい", "みかん", "1人", "はい")
    return (await counter.bookings())[0].id


async def test_calendar_file_is_neutral_when_the_link_is_followed(
    desk: TestDesk, browser: httpx.AsyncClient
) -> None:
    answer = await browser.get(f"/calendar/{TICKETS.make(await _booked(desk))}/yotei.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "予定（予約ずみ）"
    assert event.decoded("DTSTART").isoformat() == "2026-12-05T14:00:00+09:00"
    assert "みかん" not in answer.text


async def test_entry_is_cancelled_when_the_booking_was(desk: TestDesk, browser: httpx.AsyncClient) -> None:
    booking = await _booked(desk)
    await CounterDesk(desk).says("予約をキャンセルしたい", "はい")
    answer = await browser.get(f"/calendar/{TICKETS.make(booking)}/yotei.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(
    "ticket", ["1", "x" * 40, Tickets("another-secret-entirely").make(1), TICKETS.make(99)]
)
async def test_link_opens_nothing_when_it_is_not_ours(
    desk: TestDesk, browser: httpx.AsyncClient, ticket: str
) -> None:
    await _booked(desk)
    assert (await browser.get(f"/calendar/{ticket}/yotei.ics")).status_code == 404


def test_secret_stays_the_same_and_is_readable_by_us_alone(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path, _env_file=None)  # type: ignore[call-arg]
    first = kept_secret(settings)
    assert len(first) >= 32
    assert kept_secret(settings) == first
    assert (tmp_path / "link.secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("left_over", ["", "\n", "half"])
def test_secret_is_made_anew_when_a_crash_left_half_of_it(tmp_path: Path, left_over: str) -> None:
    (tmp_path / "link.secret").write_text(left_over, encoding="utf-8")
    settings = Settings(var_dir=tmp_path, _env_file=None)  # type: ignore[call-arg]
    first = kept_secret(settings)
    assert len(first) >= 32
    assert kept_secret(settings) == first
    assert (tmp_path / "link.secret").stat().st_mode & 0o077 == 0


def test_desk_starts_when_the_secret_can_be_kept_nowhere(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file in the place of the folder", encoding="utf-8")
    settings = Settings(var_dir=tmp_path / "var", _env_file=None)  # type: ignore[call-arg]
    assert len(kept_secret(settings)) >= 32


def test_all_use_one_secret_when_several_start_at_once(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path, _env_file=None)  # type: ignore[call-arg]
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: kept_secret(settings), range(8)))) == 1
