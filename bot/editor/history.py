"""Who changed what, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.editor import words
from bot.editor.changes import Told, tell
from bot.editor.page import EditorPage, editor_of, go, note, typed
from bot.guide.keeping.history import Change, ChangeRefused, RowNotFound, Table
from bot.guide.keeping.undo_catalogue import name_of

_SHOWN = 50
_SHOWN_MAX = 1000
NOBODY = "（自動）"


class History(EditorPage):
    """The latest changes, of everything or of one row, each with a button to undo it."""

    menu_label = "変更の記録"
    path = "/history"

    @route("")
    async def index(self, request: Request) -> Response:
        """The page."""
        table, row_id, limit = _asked(request)
        tables = [table] if table else list(Table)
        found = [await self._changes(one, row_id, limit) for one in tables]
        changes = sorted((change for some in found for change in some), key=lambda change: -change.id)[:limit]
        return self.show(
            request,
            "pages/history.html",
            changes=await self._told(changes),
            table=table,
            row_id=row_id,
            tables=[(one, words.TABLES.get(one, one)) for one in Table],
            more=limit + _SHOWN if len(changes) == limit < _SHOWN_MAX else 0,
        )

    @route("/undo", methods=["POST"], name="history-undo")
    async def undo(self, request: Request) -> Response:
        """Bring back what was before a change."""
        form = await request.form()
        back = "/history" + (f"?{query}" if (query := request.url.query) else "")
        number = typed(form, "change")
        try:
            if not number.isdecimal() or len(number) > 12:
                raise RowNotFound
            await self.parts.undo.undo(int(number), editor_of(request).counselor.id, self.now)
        except ChangeRefused as error:
            note(request, error.text, good=False)
        else:
            note(request, "元に戻しました。")
        return go(back)

    async def _changes(self, table: Table, row_id: int | None, limit: int) -> list[Change]:
        return await self.parts.undo.history(table, row_id=row_id, limit=limit)

    async def _told(self, changes: Sequence[Change]) -> list[Told]:
        async with self.parts.accounts.read() as uow:
            names = {one.id: one.display_name for one in await uow.counselors.accounts()}
        newest = _newest(changes)
        return [
            tell(
                change,
                names.get(change.counselor_id, NOBODY) if change.counselor_id else NOBODY,
                newest=change.id in newest,
            )
            for change in changes
        ]


def _newest(changes: Sequence[Change]) -> set[int]:
    """The latest change of each row, in a list that begins with the latest of all."""
    found: dict[tuple[Table, object], int] = {}
    for change in changes:
        found.setdefault((change.table, change.row_id or name_of(change)), change.id)
    return set(found.values())


def _asked(request: Request) -> tuple[Table | None, int | None, int]:
    query = request.query_params
    table = next((one for one in Table if one == query.get("table")), None)
    row, limit = query.get("row", ""), query.get("limit", "")
    row_id = int(row) if table and row.isdecimal() and len(row) < 10 else None
    asked = int(limit) if limit.isdecimal() and len(limit) < 6 else _SHOWN
    return table, row_id, min(max(asked, _SHOWN), _SHOWN_MAX)
