"""Class sessions: the list and the form."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from starlette.datastructures import URL
from starlette.requests import Request

from bot.console import times
from bot.editor import words
from bot.editor.facts_view import FactsView, Row, row_id_of, seen_field
from bot.editor.fields import Cell, FactField, Moment, Number, Pick, Picks, Words, YesNo, group
from bot.editor.page import editor_of
from bot.guide.keeping.file_rows import SESSION_FILE
from bot.guide.keeping.history import RowNotFound
from bot.guide.ports import UnitOfWork
from bot.guide.sessions.facts import ClassSession, SessionFacts
from bot.guide.sessions.seats import Seats, count_seats

WHEN = {"coming": "これから", "past": "終わった回", "all": "すべて"}


class SessionsView(FactsView[SessionFacts]):
    """Sessions of all services."""

    kind: ClassVar = SESSION_FILE
    key = "sessions"
    menu_label = "教室・催しの回"
    display_name = "回"
    list_template = "pages/sessions.html"
    create_template = "pages/session_form.html"
    edit_template = "pages/session_form.html"
    kept: ClassVar = frozenset({"cancelled", "sample"})
    fields = (
        Cell("when", label="日時", getter=lambda _r, row: times.long_time(row.facts.starts_at)),
        Cell("name", label="名前", getter=lambda _r, row: _named(row), list_template="cells/name.html"),
        Cell("service_name", label="事業", getter=lambda _r, row: words.SERVICES[row.facts.service]),
        Cell("where", label="会場", getter=lambda _r, row: row.facts.place or "オンライン"),
        Cell("seats", label="予約", getter=lambda _r, row: _seats(row.extra["seats"])),
        seen_field(),
        Pick("service", label="事業", needed=True, choices=tuple(words.SERVICES.items())),
        FactField("title", label="名前", needed=True, help_text="例：家族教室 第5回「親の会話のコツ」"),
        Moment("starts_at", label="始まり", needed=True),
        Moment("ends_at", label="終わり", needed=True),
        Moment("closes_at", label="予約のしめ切り", help_text="空のときは、始まるまで予約できます。"),
        FactField("place", label="会場", help_text="会場かオンラインの、少なくとも一方を書いてください。"),
        Words("access", label="行き方"),
        FactField(
            "online",
            label="オンラインの参加方法",
            help_text="オンラインで参加できないときは、空にしてください。",
        ),
        Words("what", label="内容", help_text="その日に何をするか。はじめての人にも様子が分かるように。"),
        Words("eligibility", label="対象", help_text="どんな方が参加できるか。"),
        Number("capacity", label="定員", needed=True, inputmode="numeric"),
        YesNo("waiting_list", label="空き待ち", help_text="満席のとき、空きを待てるようにする", default=True),
        Picks(
            "asks",
            label="予約のときにたずねること",
            choices=tuple(words.ASKS.items()),
            help_text="お名前（ニックネーム）と人数は、いつもたずねます。",
        ),
    )
    form_layout = (
        "seen",
        group("何の回ですか", "service", "title"),
        group("いつ", ("starts_at", "ends_at"), "closes_at"),
        group("どこで", "place", "access", "online"),
        group("どんな回ですか", "what", "eligibility"),
        group("予約", "capacity", "waiting_list", "asks"),
    )

    async def rows(self, request: Request) -> list[Row[SessionFacts]]:
        when, now = request.query_params.get("when", "coming"), self.parts.clock.now()
        async with self.parts.store.read() as uow:
            everyone = await uow.sessions.everyone()
            rows = [await _row(uow, session, now) for session in everyone if _in(when, session, now)]
        return rows if when == "coming" else rows[::-1]

    def words_of(self, row: Row[SessionFacts]) -> str:
        facts = row.facts
        marks = ("見本" if facts.sample else "", "中止" if facts.cancelled else "")
        service = words.SERVICES[facts.service]
        return " ".join(
            (facts.title, service, facts.place, facts.what, times.long_time(facts.starts_at), *marks)
        )

    async def find_by_pk(self, request: Request, pk: Any) -> Row[SessionFacts] | None:
        row_id = row_id_of(pk)
        if row_id is None:
            return None
        async with self.parts.store.read() as uow:
            session = await uow.sessions.get(row_id)
            return None if session is None else await _row(uow, session, self.parts.clock.now())

    async def create(self, request: Request, data: dict[str, Any]) -> Row[SessionFacts]:
        facts = self.facts_from(data)
        by = editor_of(request).counselor.id
        session = await self.parts.sessions.add(facts, by, self.parts.clock.now())
        return Row(session.id, session.facts, {})

    async def edit(self, request: Request, pk: Any, data: dict[str, Any]) -> Row[SessionFacts]:
        by, now = editor_of(request).counselor.id, self.parts.clock.now()
        async with self.parts.store.write() as uow:
            before = await uow.sessions.lock(int(pk))
            if before is None:
                raise RowNotFound
            facts = self.facts_from(data, before.facts)
            self.refuse_overwriting(data, before.facts)
            session = await self.parts.sessions.change_in(uow, before.id, facts, by, now)
        return Row(session.id, session.facts, {})

    async def repr(self, obj: Any, request: Request) -> str:
        return f"{times.day(obj.facts.starts_at)} {obj.facts.title}"

    def tabs(self, request: Request) -> list[tuple[str, str, bool]]:
        """The choices over the list: words, address, whether it is the one on show."""
        now = request.query_params.get("when", "coming")
        own = URL(request.url.path)
        return [(text, str(own.include_query_params(when=key)), key == now) for key, text in WHEN.items()]


def _in(when: str, session: ClassSession, now: datetime) -> bool:
    if when == "coming":
        return session.ends_at > now
    return session.ends_at <= now if when == "past" else True


async def _row(uow: UnitOfWork, session: ClassSession, now: datetime) -> Row[SessionFacts]:
    seats = count_seats(session.capacity, await uow.bookings.standing(session.id))
    return Row(session.id, session.facts, {"seats": seats, "over": session.ends_at <= now})


def _seats(seats: Seats) -> str:
    waiting = f"・空き待ち{seats.waiting}人" if seats.waiting else ""
    return f"{seats.taken}/{seats.capacity}人{waiting}"


def _named(row: Row[SessionFacts]) -> dict[str, Any]:
    """The name and what must be seen beside it."""
    facts = row.facts
    marks = {"見本": facts.sample, "中止": facts.cancelled, "終了": row.extra["over"]}
    return {"text": facts.title, "marks": [mark for mark, on in marks.items() if on]}
