"""Dates as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guide.calendar_days import TOKYO
from bot.guide.dates.read import AHEAD_MAX, read_date
from bot.guide.dates.wishes import NotUnderstood, PartOfDay, Unclear, WishedDate
from tests.bookings import TUESDAY

MORNING, AFTERNOON, EVENING = PartOfDay


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("きょう", "2026-11-24"),
        ("あした行きたいです", "2026-11-25"),
        ("あさって", "2026-11-26"),
        ("しあさって", "2026-11-27"),
        ("3日後", "2026-11-27"),
        ("２週間後", "2026-12-08"),
        ("土曜", "2026-11-28"),
        ("火曜日", "2026-12-01"),
        ("（日）", "2026-11-29"),
        ("今度の木曜", "2026-11-26"),
        ("今週の金曜", "2026-11-27"),
        ("来週の土曜", "2026-12-05"),
        ("再来週月曜日", "2026-12-07"),
        ("12月3日", "2026-12-03"),
        ("12月3日（木）", "2026-12-03"),
        ("十二月二十日", "2026-12-20"),
        ("12/3", "2026-12-03"),
        ("１２／３", "2026-12-03"),
        ("2026/12/3", "2026-12-03"),
        ("2026-12-03", "2026-12-03"),
        ("2027年1月5日", "2027-01-05"),
        ("令和8年12月3日", "2026-12-03"),
        ("R9.1.5", "2027-01-05"),
        ("来年の12月3日", "2027-12-03"),
        ("3月3日", "2027-03-03"),
        ("2月29日", "2028-02-29"),
        ("3日", "2026-12-03"),
        ("30日", "2026-11-30"),
        ("来月の10日", "2026-12-10"),
    ],
)
def test_day_is_read(text: str, day: str) -> None:
    assert read_date(text, TUESDAY) == WishedDate(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("12/3の午後", AFTERNOON),
        ("12月3日の午前中", MORNING),
        ("12月3日14時", AFTERNOON),
        ("12月3日 10:30", MORNING),
        ("12月3日 夕方6時ごろ", EVENING),
        ("12月3日 午後2時", AFTERNOON),
        ("12月3日の夜", EVENING),
    ],
)
def test_part_of_the_day_is_read(text: str, part: PartOfDay) -> None:
    assert read_date(text, TUESDAY) == WishedDate(date(2026, 12, 3), part)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unclear.NO_DATE),
        ("よろしくお願いします", Unclear.NO_DATE),
        ("090-1234-5678", Unclear.NO_DATE),
        ("来週", Unclear.WHICH_DAY),
        ("来週の土日", Unclear.WHICH_DAY),
        ("平日ならいつでも", Unclear.WHICH_DAY),
        ("第2土曜", Unclear.WHICH_DAY),
        ("毎週土曜日", Unclear.WHICH_DAY),
        ("土曜以外", Unclear.WHICH_DAY),
        ("12月に3名で", Unclear.WHICH_DAY),
        ("12/3か12/4", Unclear.SEVERAL),
        ("2/30", Unclear.NO_SUCH_DAY),
        ("13月1日", Unclear.NO_SUCH_DAY),
        ("2027年2月29日", Unclear.NO_SUCH_DAY),
        ("0/0", Unclear.NO_SUCH_DAY),
        ("12月3日（金）", Unclear.WRONG_WEEKDAY),
        ("11月20日", Unclear.PAST),
        ("今週の月曜", Unclear.PAST),
        ("平成30年1月1日", Unclear.PAST),
        ("2025/12/3", Unclear.PAST),
        ("9999年1月1日", Unclear.TOO_FAR),
        ("1000000日後", Unclear.TOO_FAR),
    ],
)
def test_day_is_asked_again_when_it_is_not_clear(text: str, why: Unclear) -> None:
    assert read_date(text, TUESDAY) == NotUnderstood(why)
    assert why.text.endswith("。")


def test_today_is_tokyos_when_it_is_still_yesterday_in_utc() -> None:
    late = datetime.fromisoformat("2026-12-31T15:30:00+00:00")
    assert read_date("今日", late) == WishedDate(date(2027, 1, 1))
    assert read_date("12月31日", late) == NotUnderstood(Unclear.PAST)


MOMENTS = st.integers(0, 16 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=TOKYO) + timedelta(minutes=minutes)
)
FORMS = (
    "{d.year}年{d.month}月{d.day}日",
    "{d.year}/{d.month}/{d.day}",
    "{d.year}-{d.month:02}-{d.day:02}の午後",
    "令和{reiwa}年{d.month}月{d.day}日（{weekday}）",
    "R{reiwa}.{d.month}.{d.day}",
)


@given(MOMENTS, st.integers(0, AHEAD_MAX.days), st.sampled_from(FORMS))
def test_full_date_is_read_whatever_the_day(now: datetime, ahead: int, form: str) -> None:
    day = now.date() + timedelta(days=ahead)
    text = form.format(d=day, reiwa=day.year - 2018, weekday="月火水木金土日"[day.weekday()])
    found = read_date(text, now)
    assert isinstance(found, WishedDate)
    assert found.day == day


@given(MOMENTS, st.integers(0, 270))
def test_date_without_a_year_is_the_next_such_day(now: datetime, ahead: int) -> None:
    day = now.date() + timedelta(days=ahead)
    assert read_date(f"{day.month}月{day.day}日", now) == WishedDate(day)


@given(MOMENTS, st.sampled_from("月火水木金土日"), st.sampled_from(["", "来週の"]))
def test_weekday_is_that_weekday_soon(now: datetime, weekday: str, before: str) -> None:
    found = read_date(f"{before}{weekday}曜", now)
    assert isinstance(found, WishedDate)
    assert "月火水木金土日"[found.day.weekday()] == weekday
    assert 1 <= (found.day - now.date()).days <= (13 if before else 7)


@given(st.text(), MOMENTS)
def test_any_text_is_a_day_to_come_or_asked_again(text: str, now: datetime) -> None:
    found = read_date(text, now)
    assert isinstance(found, NotUnderstood) or found.day >= now.date()


SIGNS = st.text(
    st.sampled_from("0123456789０年月日週後来今再の曜土（）/.-:令和元rh午前後あすしたさって一二十時"),
    max_size=20,
)


@given(SIGNS, MOMENTS)
def test_anything_that_looks_like_a_date_is_a_day_to_come_or_asked_again(text: str, now: datetime) -> None:
    found = read_date(text, now)
    assert isinstance(found, NotUnderstood) or now.date() <= found.day <= now.date() + AHEAD_MAX
