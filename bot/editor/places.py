"""Places to be: the list and the form."""

from __future__ import annotations

from typing import Any, ClassVar

from starlette.requests import Request

from bot.editor import words
from bot.editor.facts_view import FactsView, Row, row_id_of, seen_field
from bot.editor.fields import Cell, FactField, Listed, Number, Picks, Words, YesNo, group
from bot.editor.page import editor_of
from bot.guide.keeping.file_rows import PLACE_FILE
from bot.guide.keeping.history import RowNotFound
from bot.guide.places.card import open_hours
from bot.guide.places.facts import PlaceFacts


class PlacesView(FactsView[PlaceFacts]):
    """All places."""

    kind: ClassVar = PLACE_FILE
    key = "places"
    menu_label = "居場所"
    display_name = "居場所"
    list_template = "pages/places.html"
    create_template = "pages/place_form.html"
    edit_template = "pages/place_form.html"
    kept: ClassVar = frozenset({"sample"})
    fields = (
        Cell("title", label="名前", getter=lambda _r, row: _named(row), list_template="cells/name.html"),
        Cell("where", label="地域", getter=lambda _r, row: _where(row.facts)),
        Cell("open", label="開いている時", getter=lambda _r, row: open_hours(row.facts)),
        seen_field(),
        FactField("name", label="名前", needed=True),
        FactField(
            "area", label="地域", help_text="駅や区の名前など。くわしい住所は書かなくてもかまいません。"
        ),
        YesNo("in_person", label="会場", help_text="会場に来て参加できる", default=True),
        YesNo("online", label="オンライン", help_text="オンラインで参加できる"),
        Picks("weekdays", label="曜日", choices=tuple(words.DAYS.items())),
        FactField("opens", label="開く時刻", input_type="time"),
        FactField("closes", label="閉じる時刻", input_type="time"),
        FactField("hours", label="開く日時の説明", help_text="例：第2土曜日、祝日はお休み"),
        Picks(
            "age_groups",
            label="年代",
            choices=tuple(words.AGES.items()),
            help_text="選ばないときは、どの年代の方も。",
        ),
        Picks(
            "genders",
            label="性別",
            choices=tuple(words.GENDERS.items()),
            help_text="選ばないときは、どなたでも。",
        ),
        YesNo(
            "persons_only",
            label="ご本人だけ",
            default=True,
            help_text="ご本人のための場所（ご家族には「お伝えできる場所」として紹介します）",
        ),
        YesNo(
            "alone_ok", label="はじめての一人参加", help_text="はじめての時も一人で参加できる", default=True
        ),
        Listed("interests", label="趣味や活動", help_text="例：ゲーム、手芸、散歩（「、」で区切ります）"),
        Words("first_time", label="はじめての時の様子"),
        FactField("run_by", label="運営"),
        Words("how_to_ask", label="たずね方", help_text="参加したい時に、どこにどう聞けばよいか。"),
        Number(
            "latitude",
            label="緯度",
            help_text="近い順に案内するときに使います。両方とも書くか、両方とも空にしてください。",
        ),
        Number("longitude", label="経度"),
    )
    form_layout = (
        "seen",
        group("名前と場所", "name", "area", "in_person", "online"),
        group("開いている時", "weekdays", ("opens", "closes"), "hours"),
        group("どなたの場所ですか", "age_groups", "genders", "persons_only", "alone_ok"),
        group("どんな場所ですか", "interests", "first_time", "run_by", "how_to_ask"),
        group("地図の位置", ("latitude", "longitude")),
    )

    async def rows(self, request: Request) -> list[Row[PlaceFacts]]:
        async with self.parts.store.read() as uow:
            return [Row(place.id, place.facts, {}) for place in await uow.places.everyone()]

    def words_of(self, row: Row[PlaceFacts]) -> str:
        facts = row.facts
        mark = "見本" if facts.sample else ""
        return " ".join((facts.name, facts.area, facts.run_by, *facts.interests, open_hours(facts), mark))

    async def find_by_pk(self, request: Request, pk: Any) -> Row[PlaceFacts] | None:
        row_id = row_id_of(pk)
        if row_id is None:
            return None
        async with self.parts.store.read() as uow:
            place = await uow.places.get(row_id)
        return None if place is None else Row(place.id, place.facts, {})

    async def create(self, request: Request, data: dict[str, Any]) -> Row[PlaceFacts]:
        facts = self.facts_from(data)
        place = await self.parts.places.add(facts, editor_of(request).counselor.id, self.parts.clock.now())
        return Row(place.id, place.facts, {})

    async def edit(self, request: Request, pk: Any, data: dict[str, Any]) -> Row[PlaceFacts]:
        by, now = editor_of(request).counselor.id, self.parts.clock.now()
        async with self.parts.store.write() as uow:
            before = await uow.places.lock(int(pk))
            if before is None:
                raise RowNotFound
            facts = self.facts_from(data, before.facts)
            self.refuse_overwriting(data, before.facts)
            place = await self.parts.places.change_in(uow, before.id, facts, by, now)
        return Row(place.id, place.facts, {})

    async def repr(self, obj: Any, request: Request) -> str:
        return str(obj.facts.name)


def _where(facts: PlaceFacts) -> str:
    online = "オンライン" if facts.online else ""
    return "・".join(part for part in (facts.area if facts.in_person else "", online) if part)


def _named(row: Row[PlaceFacts]) -> dict[str, Any]:
    """The name and what must be seen beside it."""
    return {"text": row.facts.name, "marks": ["見本"] if row.facts.sample else []}
