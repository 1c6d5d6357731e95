"""Who comes to a session, as the staff print it."""

from __future__ import annotations

import importlib
import io
from dataclasses import dataclass

from bot.guide.bookings.entities import Booking, BookingState
from bot.guide.bookings.words import spoken_period
from bot.guide.keeping.columns import write_moment
from bot.guide.keeping.csv_file import to_csv
from bot.guide.keeping.history import RowNotFound
from bot.guide.ports import Store
from bot.guide.sessions.facts import ClassSession

HEADER = ["番号", "状態", "お名前", "人数", "連絡先", "所属", "ご希望", "申し込み"]
STATES = {BookingState.BOOKED: "予約", BookingState.OFFERED: "返事待ち", BookingState.WAITING: "空き待ち"}
_ORDER = list(STATES)


@dataclass(frozen=True, slots=True)
class Attendance:
    """A session and its standing bookings: those booked, those asked, those who wait in their order."""

    session: ClassSession
    bookings: tuple[Booking, ...]

    def rows(self) -> list[list[str]]:
        """The list as a table, without its header."""
        return [
            [
                str(booking.id),
                STATES[booking.state],
                booking.answers.nickname,
                str(booking.people),
                booking.answers.contact_detail,
                booking.answers.agency,
                booking.answers.wishes,
                write_moment(booking.created_at),
            ]
            for booking in self.bookings
        ]

    def as_csv(self) -> bytes:
        """The list as CSV."""
        return to_csv(HEADER, self.rows())

    def as_xlsx(self) -> bytes:
        """The list as a spreadsheet; every cell is text, so that nothing is taken for a formula."""
        # Loaded only here: the library is large and most runs never need it.
        openpyxl = importlib.import_module("openpyxl")
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "参加者"
        for row_number, cells in enumerate([[spoken_period(self.session)], HEADER, *self.rows()], start=1):
            for column, text in enumerate(cells, start=1):
                cell = sheet.cell(row=row_number, column=column)
                cell.value, cell.data_type = text, "s"
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


async def attendance(store: Store, session_id: int) -> Attendance:
    """The list of a session; RowNotFound when there is none."""
    async with store.read() as uow:
        session = await uow.sessions.get(session_id)
        if session is None:
            raise RowNotFound
        bookings = await uow.bookings.standing(session_id)
    ordered = sorted(bookings, key=lambda booking: (_ORDER.index(booking.state), booking.id))
    return Attendance(session, tuple(ordered))
