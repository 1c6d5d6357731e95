"""The catalogue's first page: what can be edited, what is due, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.editor.catalogue import words
from bot.editor.page import EditorPage
from bot.editor.parts import EditorParts
from bot.guide.calendar_days import in_tokyo
from bot.guide.keeping import catalogue_entries
from bot.guide.keeping.catalogue_entries import CITY, KINDS, EntryKind
from bot.guide.keeping.edit_catalogue import EditCatalogue


@dataclass(frozen=True, slots=True)
class Tile:
    """One kind of entry: how many there are, and how many are past their review."""

    kind: EntryKind
    count: int
    due: int


class CatalogueHub(EditorPage):
    """Ways to every kind of entry."""

    menu_label = "ご案内の内容"
    path = "/catalogue"
    route_name = "catalogue"

    def __init__(self, parts: EditorParts, catalogue: EditCatalogue) -> None:
        super().__init__(parts)
        self._catalogue = catalogue

    @route("")
    async def index(self, request: Request) -> Response:
        """The page."""
        files, today = await self._catalogue.files(), in_tokyo(self.now).date()
        tiles = []
        for kind in KINDS.values():
            found = catalogue_entries.entries(files, kind)
            due = sum(1 for entry in found if entry.review_by is not None and entry.review_by < today)
            tiles.append(Tile(kind, len(found), due))
        city = catalogue_entries.entry(files, CITY, "").fields
        return self.show(
            request,
            "catalogue/hub.html",
            tiles=tiles,
            missing=[label for name, label in words.PROFILE.items() if not city.get(name)],
            pending=self._catalogue.publishing.pending,
        )
