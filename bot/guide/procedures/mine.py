"""The person's own bookings: shown, changed, cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.content import Bubble, Choice
from bot.guide.bookings.book import Book, MyBooking
from bot.guide.bookings.buttons import Press, button
from bot.guide.bookings.entities import BookingState
from bot.guide.bookings.errors import BookingRefused
from bot.guide.bookings.words import spoken_day, spoken_period
from bot.guide.calendar_days import in_tokyo
from bot.guide.dates.read import read_date
from bot.guide.dates.wishes import WishedDate
from bot.guide.ports import UnitOfWork
from bot.guide.procedures import choices
from bot.guide.procedures.booking_steps import step_named
from bot.guide.procedures.said import number
from bot.guide.procedures.script import Person, ProcedureOver, Progress, Script
from bot.guide.procedures.session_answers import told_of
from bot.guide.procedures.session_steps import name, where
from bot.guide.procedures.state import Procedure
from bot.guide.procedures.steps import NotAnAnswer, Step, one_of

_STATES = {
    BookingState.BOOKED: "予約ずみ",
    BookingState.WAITING: "空き待ち",
    BookingState.OFFERED: "お席のご案内中",
}
_BOOK = Choice("日程を見る", "家族教室の日程を知りたい")
_FIELDS = {
    "人数": "people", "名前": "nickname", "お名前": "nickname", "ニックネーム": "nickname",
    "連絡先": "contact_detail", "ご連絡先": "contact_detail", "電話番号": "contact_detail", "所属": "agency",
    "希望": "wishes", "ご希望": "wishes", "要望": "wishes",
}  # fmt: skip


def none() -> Bubble:
    """There is no booking."""
    return Bubble("いま、ご予約は見つかりませんでした。日程のご案内もできます。", (_BOOK, choices.HUMAN))


def overview(mine: Sequence[MyBooking]) -> Bubble:
    """All standing bookings, with buttons for the first of them."""
    if not mine:
        return none()
    told = "\n".join(f"{place}. {line(one)}" for place, one in enumerate(mine, start=1))
    buttons = [button(press, one.booking.id) for one in mine[:1] for press in (Press.CHANGE, Press.CANCEL)]
    if len(mine) > 1:
        buttons = [Choice("変更する", "予約を変更したい"), Choice("取り消す", "予約を取り消したい")]
    return Bubble(f"いまのご予約です。\n{told}", tuple(buttons))


def line(one: MyBooking) -> str:
    """A booking in one line."""
    session, booking = one.session, one.booking
    over = "この回は中止になりました" if session.cancelled else _STATES[booking.state]
    return (
        f"{spoken_period(session)}　{name(session)}　{where(session)}　"
        f"{booking.answers.nickname}さん　{booking.people}人　{over}（予約番号{booking.id}）"
    )


@dataclass(frozen=True, slots=True)
class _OnBooking(Script):
    """A procedure about one of the person's bookings."""

    book: Book

    async def _which(
        self, uow: UnitOfWork, who: Person, procedure: Procedure
    ) -> tuple[Step, MyBooking | None]:
        mine = await self.book.mine_in(uow, who.contact_id, who.now)
        if not mine:
            raise ProcedureOver(Progress((none(),)))
        chosen = procedure.answers.get("booking", mine[0].booking.id if len(mine) == 1 else None)
        found = next((one for one in mine if one.booking.id == chosen), None)
        if chosen is not None and found is None:
            raise ProcedureOver(Progress((overview(mine),)))
        return _booking_step(mine, procedure, who), found

    async def tells(self, uow: UnitOfWork, who: Person, procedure: Procedure, text: str) -> str:
        """What is written about the session that is booked."""
        _, found = await self._which(uow, who, procedure)
        return told_of(found.session, text) if found else ""


@dataclass(frozen=True, slots=True)
class ChangeBooking(_OnBooking):
    """Changes one answer of a booking."""

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """Which booking, what of it, and the new answer."""
        which, found = await self._which(uow, who, procedure)
        if found is None:
            return [which]
        steps = [*([which] if "booking" in procedure.answers else []), _what_step(found)]
        field = procedure.answers.get("what")
        return [*steps, step_named(field)] if field and field != "date" else steps

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Keep the new answer."""
        _, found = await self._which(uow, who, procedure)
        if found is None:
            raise LookupError("booking")
        field = procedure.answers["what"]
        if field == "date":
            return Progress((_other_day(found),))
        old = found.booking.answers
        try:
            answers = replace(old, **{field: procedure.answers[field]})
            await self.book.change_in(uow, found.booking.id, who.contact_id, answers, who.now)
        except BookingRefused as error:
            return Progress(
                (
                    Bubble(
                        f"{error.text}いまのご予約は、そのまま残っています。", (choices.MINE, choices.HUMAN)
                    ),
                )
            )
        changed = await uow.bookings.get(found.booking.id)
        if changed is None:
            raise LookupError(found.booking.id)
        said = line(MyBooking(changed, found.session))
        return Progress(
            (
                Bubble(
                    f"変更しました。\n{said}",
                    (button(Press.CHANGE, changed.id), button(Press.CANCEL, changed.id)),
                ),
            )
        )

    def left(self, procedure: Procedure) -> str:
        """Nothing has changed."""
        return "わかりました。ご予約は、もとのまま残っています。"


@dataclass(frozen=True, slots=True)
class CancelBooking(_OnBooking):
    """Cancels a booking after a yes."""

    async def steps(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Sequence[Step]:
        """Which booking, and whether really."""
        which, found = await self._which(uow, who, procedure)
        if found is None:
            return [which]
        sure = Step(
            name="sure",
            label="取り消し",
            question=f"このご予約を取り消しますか。\n{line(found)}",
            read=one_of(
                {"はい": True, "取り消して": True, "取消": True, "キャンセル": True, "消して": True,
                 "取り消します": True, "取り消す": True, "お願いします": True, "キャンセルします": True,
                 "いいえ": False, "残します": False, "残す": False, "やめます": False},
                "取り消すかどうか、「はい」か「いいえ」で教えてください。",
            ),
            choices=(Choice("取り消す", "取り消します"), Choice("残しておく", "残します")),
        )  # fmt: skip
        return [which, sure] if "booking" in procedure.answers else [sure]

    async def finish(self, uow: UnitOfWork, who: Person, procedure: Procedure) -> Progress:
        """Give the seats back."""
        _, found = await self._which(uow, who, procedure)
        if found is None or procedure.answers["sure"] is False:
            return Progress((Bubble(self.left(procedure), (choices.MINE,)),))
        try:
            await self.book.cancel_in(uow, found.booking.id, who.contact_id, who.now)
        except BookingRefused as error:
            return Progress((Bubble(error.text, (choices.HUMAN,)),))
        said = f"{spoken_period(found.session)}のご予約を取り消しました。お知らせくださって、ありがとうございます。"
        return Progress((Bubble(f"{said}またいつでもどうぞ。", (_BOOK,)),))

    def left(self, procedure: Procedure) -> str:
        """Nothing has changed."""
        return "わかりました。ご予約は、そのまま残っています。"


def _booking_step(mine: Sequence[MyBooking], procedure: Procedure, who: Person) -> Step:
    listed = tuple(procedure.shown) or tuple(one.booking.id for one in mine)
    told = "\n".join(f"{place}. {line(one)}" for place, one in enumerate(mine, start=1))
    return Step(
        name="booking",
        label="ご予約",
        question=f"どのご予約ですか。番号で教えてください。\n{told}",
        read=lambda text: _find(text, mine, listed, who),
        choices=tuple(
            Choice(f"{place}：{spoken_day(one.session.starts_at)}"[:20], str(place))
            for place, one in enumerate(mine[:5], start=1)
        ),
        shown=listed,
    )


def _find(text: str, mine: Sequence[MyBooking], listed: Sequence[int], who: Person) -> int:
    place = number(text)
    if place is not None and 1 <= place <= len(listed):
        return listed[place - 1]
    wished = read_date(text, who.now)
    if isinstance(wished, WishedDate):
        on_day = [one for one in mine if in_tokyo(one.session.starts_at).date() == wished.day]
        if len(on_day) == 1:
            return on_day[0].booking.id
    raise NotAnAnswer("どのご予約か、番号で教えてください。")


def _what_step(found: MyBooking) -> Step:
    asks = found.session.asks
    offered = [
        "人数",
        "お名前",
        *(["ご連絡先"] if "contact_detail" in asks else []),
        *(["ご希望"] if "wishes" in asks else []),
    ]
    options = {
        **_FIELDS,
        "日にち": "date",
        "日": "date",
        "日程": "date",
        "別の日": "date",
        "ほかの日": "date",
    }
    return Step(
        name="what",
        label="変えるところ",
        question=f"{line(found)}\nどこを変えますか。",
        read=one_of(options, f"変えるところを教えてください（{'、'.join(offered)}、日にち）。"),
        choices=(
            *(Choice(one, one) for one in offered),
            Choice("日にち", "日にち"),
            button(Press.CANCEL, found.booking.id),
        ),
    )


def _other_day(found: MyBooking) -> Bubble:
    return Bubble(
        "日にちを変えるときは、新しい回をご予約のうえ、いまのご予約を取り消してください。"
        "新しい回のお席が取れてから取り消すと安心です。",
        (Choice("ほかの回を見る", "家族教室を予約したい"), button(Press.CANCEL, found.booking.id)),
    )
