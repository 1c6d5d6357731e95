"""Lists and forms over facts that the guide keeps: sessions, places."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar, Generic

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette_admin.exceptions import FormValidationError
from starlette_admin.views import BaseModelView

from bot.editor.fields import FactField, Seen
from bot.editor.page import BASE
from bot.editor.parts import EditorParts
from bot.guide.keeping.file_rows import Facts, Kind, explain

SEEN = "seen"
MISSING = "書いてください"
CHANGED_BY_OTHERS = (
    "この画面を開いたあとに、ほかの人が変更しました。内容を確かめて、よければもう一度保存してください。"
)


@dataclass(frozen=True, slots=True)
class Row(Generic[Facts]):
    """One line of a list. `extra` holds what the list shows besides the facts."""

    id: int
    facts: Facts
    extra: Mapping[str, Any]


def version(facts: BaseModel) -> str:
    """A short sign for the facts as they are, to notice that somebody else changed them."""
    text = json.dumps(facts.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:16]


def row_id_of(pk: Any) -> int | None:
    """The id in an address; None for what no row can have."""
    return int(pk) if str(pk).isdecimal() and len(str(pk)) <= 9 else None


def seen_field() -> Seen:
    """The hidden field for `FactsView`."""
    return Seen(SEEN, label="", getter=lambda _request, row: version(row.facts))


class FactsView(BaseModelView, Generic[Facts]):
    """A list with a form. The facts are checked by their own model; what is wrong with them is
    shown at the field."""

    kind: ClassVar[Kind[Any]]
    add_to_menu = True
    pk_attr = "id"
    page_size = 25
    page_size_options: Sequence[int] = [25, 100]
    actions: Sequence[str] | None = []
    row_actions: Sequence[str] | None = []
    exporters: Sequence[Any] = []
    importers: Sequence[Any] = []
    kept: ClassVar[frozenset[str]] = frozenset()
    """Facts that no form shows: an edit leaves them as they are."""

    def __init__(self, parts: EditorParts) -> None:
        self.parts = parts
        super().__init__()

    @abstractmethod
    async def rows(self, request: Request) -> list[Row[Facts]]:
        """All rows that the list may show, in their usual order."""

    @abstractmethod
    def words_of(self, row: Row[Facts]) -> str:
        """The text in which the list's search looks."""

    async def find_all(
        self,
        request: Request,
        skip: int = 0,
        limit: int = 100,
        q: str | None = None,
        sorts: Any = None,
        filters: Any = None,
    ) -> Sequence[Any]:
        rows = await self._matching(request, q)
        return rows[skip:] if limit < 0 else rows[skip : skip + limit]

    async def count(self, request: Request, q: str | None = None, filters: Any = None) -> int:
        return len(await self._matching(request, q))

    async def find_by_pks(self, request: Request, pks: list[Any]) -> Sequence[Any]:
        found = [await self.find_by_pk(request, pk) for pk in pks]
        return [row for row in found if row is not None]

    async def delete(self, request: Request, pks: list[Any]) -> int | None:
        raise NotImplementedError("rows are deleted on a page that asks first")

    @property
    def address(self) -> str:
        """Where the menu leads."""
        return f"{BASE}/{self.key}/list"

    def is_active(self, request: Request) -> bool:
        return str(request.url.path).startswith(f"{BASE}/{self.key}/")

    def can_view_detail(self, request: Request) -> bool:
        return False

    def facts_from(self, data: Mapping[str, Any], before: Facts | None = None) -> Facts:
        """The facts that a form stands for; FormValidationError names every fault by field."""
        raw: dict[str, Any] = {name: getattr(before, name) for name in self.kept} if before else {}
        faults: dict[str | int, Any] = {}
        for field in self.fields:
            if not isinstance(field, FactField) or field.name not in self.kind.columns:
                continue
            if field.needed and not str(data[field.name]).strip():
                faults[field.name] = MISSING
                continue
            try:
                value = field.read(data[field.name])
            except ValueError as error:
                faults[field.name] = str(error)
                continue
            if value is not None:
                raw[field.name] = value
        return self._checked(raw, faults)

    def _checked(self, raw: dict[str, Any], faults: dict[str | int, Any]) -> Facts:
        try:
            facts: Facts = self.kind.facts.model_validate(raw)
        except ValidationError as error:
            for details in error.errors():
                name, text = explain(details)
                faults.setdefault(name, text)
            raise FormValidationError(faults) from None
        if faults:
            raise FormValidationError(faults)
        return facts

    def refuse_overwriting(self, data: dict[str, Any], now: Facts) -> None:
        """FormValidationError when somebody else has changed the row since the form was opened;
        what is saved after that was seen."""
        current = version(now)
        if data.get(SEEN) != current:
            data[SEEN] = current
            raise FormValidationError({"": CHANGED_BY_OTHERS})

    async def _matching(self, request: Request, q: str | None) -> list[Row[Facts]]:
        rows = await self.rows(request)
        wanted = (q or "").casefold().split()
        return [row for row in rows if all(part in self.words_of(row).casefold() for part in wanted)]
