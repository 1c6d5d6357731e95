"""Lists and forms of the catalogue's entries."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.editor.catalogue import words
from bot.editor.catalogue.boxes import Choices, Group
from bot.editor.catalogue.groups import groups
from bot.editor.catalogue.looks import Look, look
from bot.editor.catalogue.reading import Put, read
from bot.editor.catalogue.told import differences
from bot.editor.page import EditorPage, editor_of, go, note, typed
from bot.editor.parts import EditorParts
from bot.guide.calendar_days import in_tokyo
from bot.guide.keeping import catalogue_entries
from bot.guide.keeping.catalogue_entries import CITY, KINDS, SERVICE, TOPIC, CatalogueEntry, EntryKind, Files
from bot.guide.keeping.edit_catalogue import EditCatalogue, EditedMeanwhile
from bot.guide.keeping.entry_checks import EntryRefused
from bot.guide.keeping.history import RowNotFound
from bot.guide.keeping.preview import draft_of, with_draft

NEW = "new"
CITY_NAME = "city"
"""The one entry of the profile has no id; in addresses it is called this."""
_ENTRY = "/{table}/{name}"
_SAVED = "保存しました。ご案内に、もう使われています。"
_LATER = "保存しました。ご案内に出すのが遅れています。自動でもう一度ためします。"


class EntryPages(EditorPage):
    """Every kind of entry is listed, changed, added and deleted on the same pages."""

    menu_label = "ご案内の内容の変更"
    path = "/catalogue"
    route_name = "catalogue-entries"
    add_to_menu = False

    def __init__(self, parts: EditorParts, catalogue: EditCatalogue) -> None:
        super().__init__(parts)
        self._catalogue = catalogue

    @route("/{table}", name="catalogue-list")
    async def entries(self, request: Request) -> Response:
        """All entries of a kind."""
        kind = _kind(request)
        if kind is CITY:
            return go(f"/catalogue/{kind.table}/{CITY_NAME}")
        asked = request.query_params.get("q", "").strip()
        found = await self._catalogue.entries(kind)
        return self.show(
            request,
            "catalogue/list.html",
            kind=kind,
            asked=asked,
            entries=[entry for entry in found if _holds(entry, asked)],
            today=in_tokyo(self.now).date(),
        )

    @route(_ENTRY, name="catalogue-entry")
    async def entry(self, request: Request) -> Response:
        """The form of one entry, or an empty one."""
        kind, name = _kind(request), _name(request)
        files = await self._catalogue.files()
        current = _current(files, kind, name)
        form = groups(kind, current.fields, _topics(files))
        shown = {box.name: box.shown(current.fields) for group in form for box in group.boxes}
        return self._form(request, current, form, shown)

    @route(_ENTRY, methods=["POST"], name="catalogue-save")
    async def save(self, request: Request) -> Response:
        """Keep what was typed, or show what is wrong with it."""
        kind, name = _kind(request), _name(request)
        form = await request.form()
        current, boxes, put = await self._put(kind, name, form)
        by = editor_of(request).counselor.id
        try:
            if put.unread:
                raise EntryRefused([])
            live = await self._keep(kind, name, put, typed(form, "version"), by)
        except EntryRefused as refused:
            faults = put.by_box(refused.faults)
            return self._form(request, current, boxes, put.shown, faults=faults, status=422)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.current or current
            found = differences(theirs.fields, put.fields)
            return self._form(request, theirs, boxes, put.shown, theirs=found, status=409)
        note(request, _SAVED if live else _LATER)
        return go("/catalogue" if kind is CITY else f"/catalogue/{kind.table}")

    @route(f"{_ENTRY}/look", methods=["POST"], name="catalogue-look")
    async def look(self, request: Request) -> Response:
        """What the assistant would say with what is typed now; nothing is kept."""
        kind, name = _kind(request), _name(request)
        form = await request.form()
        _, boxes, put = await self._put(kind, name, form)
        shown: Look | None = None
        faults: Mapping[str, str] = put.unread
        if not put.unread:
            try:
                shown = await asyncio.to_thread(
                    self._look, await self._catalogue.files(), kind, name, put, form
                )
            except EntryRefused as refused:
                faults = put.by_box(refused.faults)
        labels = [box.title for group in boxes for box in group.boxes if box.name in faults]
        template = "catalogue/_look.html" if "x-editor" in request.headers else "catalogue/look.html"
        return self.show(request, template, look=shown, missing=labels)

    @route(f"{_ENTRY}/delete", methods=["POST"], name="catalogue-delete")
    async def delete(self, request: Request) -> Response:
        """Take an agency or a help line out."""
        kind, name = _kind(request), _name(request)
        version = typed(await request.form(), "version")
        await self._catalogue.delete(kind, name, version, editor_of(request).counselor.id, self.now)
        note(request, "削除しました。「変更の記録」から元に戻せます。")
        return go(f"/catalogue/{kind.table}")

    async def _put(
        self, kind: EntryKind, name: str, form: FormData
    ) -> tuple[CatalogueEntry, list[Group], Put]:
        files = await self._catalogue.files()
        current = _current(files, kind, name)
        boxes = groups(kind, current.fields, _topics(files))
        return current, boxes, read(boxes, form, current.fields)

    async def _keep(self, kind: EntryKind, name: str, put: Put, version: str, by: int) -> bool:
        if name != NEW:
            return await self._catalogue.change(kind, name, put.fields, version, by, self.now)
        await self._catalogue.add(kind, put.fields, by, self.now)
        return not self._catalogue.publishing.pending

    def _look(self, files: Files, kind: EntryKind, name: str, put: Put, form: FormData) -> Look:
        wanted = with_draft(files, kind, name, put.fields)
        lang = typed(form, "heard_in")
        return look(
            draft_of(wanted),
            kind,
            name,
            catalogue_entries.entry(wanted, kind, name).fields,
            self.now,
            speaker=typed(form, "heard_by"),
            lang=lang if lang in words.LANGUAGES else "ja",
        )

    def _form(
        self,
        request: Request,
        entry: CatalogueEntry,
        form: list[Group],
        shown: Mapping[str, Any],
        *,
        faults: Mapping[str, str] | None = None,
        theirs: list[tuple[str, str, str]] | None = None,
        status: int = 200,
    ) -> Response:
        kind = entry.kind
        address = f"/console/editor/catalogue/{kind.table}/{entry.name or CITY_NAME}"
        due = entry.review_by is not None and entry.review_by < in_tokyo(self.now).date()
        return self.show(
            request,
            "catalogue/form.html",
            status=status,
            entry=entry,
            kind=kind,
            new=entry.name == NEW,
            address=address,
            groups=form,
            shown=shown,
            faults=faults or {},
            theirs=theirs,
            due=due,
            words=words,
        )


def _kind(request: Request) -> EntryKind:
    found = next((kind for table, kind in KINDS.items() if table == request.path_params["table"]), None)
    if found is None:
        raise RowNotFound
    return found


def _name(request: Request) -> str:
    name: str = request.path_params["name"]
    kind = _kind(request)
    if kind is CITY:
        if name != CITY_NAME:
            raise RowNotFound
        return ""
    if name == NEW and kind.closed:
        raise RowNotFound
    return name


def _current(files: Files, kind: EntryKind, name: str) -> CatalogueEntry:
    if name == NEW:
        return CatalogueEntry(kind, NEW, {})
    return catalogue_entries.entry(files, kind, name)


def _topics(files: Files) -> Choices:
    found = [*catalogue_entries.entries(files, SERVICE), *catalogue_entries.entries(files, TOPIC)]
    return tuple((entry.name, entry.title) for entry in found)


def _holds(entry: CatalogueEntry, asked: str) -> bool:
    return not asked or asked in entry.title or asked in str(entry.fields)
