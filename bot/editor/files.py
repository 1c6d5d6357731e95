"""Sessions and places as files: out as CSV or YAML, in after a look at what will change."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.editor.changes import differences
from bot.editor.page import EditorPage, editor_of, go, note, typed
from bot.guide.calendar_days import in_tokyo
from bot.guide.keeping.csv_file import read_csv, write_csv
from bot.guide.keeping.file_rows import PLACE_FILE, SESSION_FILE, Fault, FileRefused, Kind
from bot.guide.keeping.history import RowNotFound, Table
from bot.guide.keeping.plan import Effect, Planned, digest, plan_places, plan_sessions
from bot.guide.keeping.yaml_text import read_yaml_rows, write_yaml

FILE_MAX = 600_000
"""Bytes of a file: in the second form it travels in letters, which take a third more."""
KINDS: dict[str, tuple[Kind[Any], Table, str]] = {
    "sessions": (SESSION_FILE, Table.SESSION, "教室・催しの回"),
    "places": (PLACE_FILE, Table.PLACE, "居場所"),
}
_WRITERS: dict[str, tuple[Callable[..., bytes], str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "yml": (write_yaml, "application/yaml; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody wants taken in."""

    key: str
    content: bytes
    yaml: bool

    def rows(self) -> Any:
        """Its rows; FileRefused names every fault."""
        kind = KINDS[self.key][0]
        return read_yaml_rows(kind, self.content) if self.yaml else read_csv(kind, self.content)


class FilePages(EditorPage):
    """Import and export."""

    menu_label = "ファイル"
    path = "/files"

    @route("")
    async def index(self, request: Request) -> Response:
        """What can be taken out, and the form to put something in."""
        return self._page(request)

    @route("/out/{key}.{form}", name="file-out")
    async def out(self, request: Request) -> Response:
        """A file of everything; `?samples=1` has the samples too."""
        key, form = request.path_params["key"], request.path_params["form"]
        if key not in KINDS or form not in _WRITERS:
            raise RowNotFound
        samples = request.query_params.get("samples") == "1"
        exchange = self.parts.exchange
        take = exchange.export_sessions if key == "sessions" else exchange.export_places
        write, media_type = _WRITERS[form]
        content = write(KINDS[key][0], await take(samples=samples))
        name = f"akari-{key}-{in_tokyo(self.now):%Y%m%d}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=media_type, headers=headers)

    @route("/check", methods=["POST"], name="file-check")
    async def check(self, request: Request) -> Response:
        """What a file would change; nothing is taken in yet."""
        try:
            async with request.form() as form:
                sent = await _uploaded(form)
            return self._look(request, sent, await self._plan(sent))
        except FileRefused as refused:
            return self._page(request, faults=refused.faults, status=422)

    @route("/take", methods=["POST"], name="file-take")
    async def take(self, request: Request) -> Response:
        """Take in what was looked at; when something changed meanwhile, it is shown once more."""
        form = await request.form()
        try:
            sent = _carried(form)
            plan = await self._plan(sent)
            if digest(plan) != typed(form, "plan"):
                return self._look(request, sent, plan, moved=True)
            count = await self._take_in(sent, editor_of(request).counselor.id)
        except FileRefused as refused:
            return self._page(request, faults=refused.faults, status=422)
        note(request, f"{KINDS[sent.key][2]}のファイル（{count}件）を取りこみました。")
        return go(f"/{sent.key}/list")

    async def _plan(self, sent: Sent) -> Sequence[Planned[Any]]:
        make: Any = plan_sessions if sent.key == "sessions" else plan_places
        plan: Sequence[Planned[Any]] = await make(self.parts.exchange, sent.rows())
        return plan

    async def _take_in(self, sent: Sent, by: int) -> int:
        exchange = self.parts.exchange
        if sent.key == "sessions":
            return await exchange.import_sessions(sent.rows(), by, self.now)
        return await exchange.import_places(sent.rows(), by, self.now)

    def _look(
        self, request: Request, sent: Sent, plan: Sequence[Planned[Any]], *, moved: bool = False
    ) -> Response:
        table = KINDS[sent.key][1]
        told = [
            (planned, _name(planned), differences(table, _json(planned.before), _json(planned.row.facts)))
            for planned in plan
            if planned.effect is not Effect.SAME
        ]
        return self.show(
            request,
            "pages/file_plan.html",
            kind=KINDS[sent.key][2],
            key=sent.key,
            told=told,
            same=len(plan) - len(told),
            moved=moved,
            plan=digest(plan),
            form="yml" if sent.yaml else "csv",
            content=base64.b64encode(sent.content).decode(),
        )

    def _page(self, request: Request, *, faults: Sequence[Fault] = (), status: int = 200) -> Response:
        kinds = [(key, label) for key, (_kind, _table, label) in KINDS.items()]
        return self.show(request, "pages/files.html", kinds=kinds, faults=faults, status=status)


async def _uploaded(form: FormData) -> Sent:
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise FileRefused([Fault(0, "", "ファイルを選んでください")])
    content = await file.read(FILE_MAX + 1)
    return _sent(typed(form, "kind"), content, yaml=file.filename.lower().endswith((".yml", ".yaml")))


def _carried(form: FormData) -> Sent:
    """The file that the look at it carried along."""
    try:
        content = base64.b64decode(typed(form, "content"), validate=True)
    except binascii.Error:
        raise FileRefused([Fault(0, "", "もう一度ファイルを選んでください")]) from None
    return _sent(typed(form, "kind"), content, yaml=typed(form, "form") == "yml")


def _sent(key: str, content: bytes, *, yaml: bool) -> Sent:
    if key not in KINDS:
        raise FileRefused([Fault(0, "", "何のファイルかを選んでください")])
    if len(content) > FILE_MAX:
        raise FileRefused([Fault(0, "", f"大きすぎます。{FILE_MAX // 1000}KBまでに分けてください")])
    return Sent(key, content, yaml)


def _json(facts: Any) -> Any:
    return None if facts is None else facts.model_dump(mode="json")


def _name(planned: Planned[Any]) -> str:
    facts = planned.row.facts
    return str(getattr(facts, "title", "") or getattr(facts, "name", ""))
