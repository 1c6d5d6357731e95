"""The catalogue as files: given out, looked at, taken in."""

from __future__ import annotations

import asyncio
import base64

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette_admin.routing import route

from bot.editor.catalogue.told import differences as told
from bot.editor.page import EditorPage, editor_of, go, note, typed
from bot.editor.parts import EditorParts
from bot.guide.calendar_days import in_tokyo
from bot.guide.keeping import catalogue_entries
from bot.guide.keeping.catalogue_entries import HELP_LINE, Files
from bot.guide.keeping.edit_catalogue import EditCatalogue, EditedMeanwhile
from bot.guide.keeping.entry_checks import EntryRefused
from bot.guide.keeping.file_rows import Fault, FileRefused
from bot.guide.keeping.line_file import read_lines, with_lines, write_lines
from bot.guide.keeping.whole_catalogue import (
    Difference,
    differences,
    read_archive,
    take_in,
    version_of,
    write_archive,
)

_LINES = "help_lines.yml"
_PAGE = "catalogue/files.html"


class CatalogueFilesPage(EditorPage):
    """Export and import of the whole, and of the help lines as a table."""

    menu_label = "ファイルで出し入れ"
    path = "/catalogue-files"
    route_name = "catalogue-files"
    add_to_menu = False

    def __init__(self, parts: EditorParts, catalogue: EditCatalogue) -> None:
        super().__init__(parts)
        self._catalogue = catalogue

    @route("")
    async def index(self, request: Request) -> Response:
        """What can be given out and taken in."""
        return self.show(request, _PAGE, faults=())

    @route("/akari.zip", name="catalogue-archive")
    async def archive(self, request: Request) -> Response:
        """Everything, as YAML files in a zip."""
        content = await asyncio.to_thread(write_archive, await self._catalogue.files())
        return self._file(content, "application/zip", "catalogue", "zip")

    @route("/help_lines.csv", name="catalogue-lines-csv")
    async def lines_csv(self, request: Request) -> Response:
        """The help lines as a table."""
        content = write_lines(await self._catalogue.entries(HELP_LINE))
        return self._file(content, "text/csv; charset=utf-8", "help_lines", "csv")

    @route("/help_lines.yml", name="catalogue-lines-yaml")
    async def lines_yaml(self, request: Request) -> Response:
        """The help lines as YAML."""
        content = (await self._catalogue.files())[_LINES].encode()
        return self._file(content, "application/yaml; charset=utf-8", "help_lines", "yml")

    @route("", methods=["POST"], name="catalogue-files-look")
    async def look(self, request: Request) -> Response:
        """Read what was sent and show what would change; nothing is kept yet."""
        files = await self._catalogue.files()
        try:
            async with request.form() as form:
                name, content = await _uploaded(form)
            new, found = await asyncio.to_thread(_read, name, content, files)
        except FileRefused as refused:
            return self.show(request, _PAGE, status=422, faults=refused.faults)
        return self.show(
            request,
            "catalogue/files_look.html",
            found=[(item, told(_fields(item.before), _fields(item.after))) for item in found],
            archive=base64.b64encode(write_archive(new)).decode(),
            version=version_of(files),
        )

    @route("/take-in", methods=["POST"], name="catalogue-files-take-in")
    async def take_in(self, request: Request) -> Response:
        """Take in what was looked at."""
        form = await request.form()
        try:
            live = await take_in(
                self._catalogue,
                _sent(form),
                typed(form, "version"),
                editor_of(request).counselor.id,
                self.now,
            )
        except FileRefused as refused:
            return self.show(request, _PAGE, status=422, faults=refused.faults)
        except EntryRefused as refused:
            faults = [Fault(0, fault.field, fault.text) for fault in refused.faults]
            return self.show(request, _PAGE, status=422, faults=faults)
        except EditedMeanwhile:
            words = (
                "確かめているあいだに、ほかの方が内容を変えました。もう一度ファイルを選んで確かめてください"
            )
            return self.show(request, _PAGE, status=409, faults=[Fault(0, "", words)])
        note(request, "取りこみました。" if live else "取りこみました。ご案内に出すのが遅れています。")
        return go("/catalogue")

    def _file(self, content: bytes, kind: str, name: str, ending: str) -> Response:
        day = f"{in_tokyo(self.now):%Y%m%d}"
        headers = {"Content-Disposition": f'attachment; filename="akari-{name}-{day}.{ending}"'}
        return Response(content, media_type=kind, headers=headers)


async def _uploaded(form: FormData) -> tuple[str, bytes]:
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise FileRefused([Fault(0, "", "ファイルを選んでください")])
    return upload.filename, await upload.read()


def _read(name: str, content: bytes, files: Files) -> tuple[dict[str, str], list[Difference]]:
    """The files that were sent, and what would change."""
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "zip":
        sent = read_archive(content)
    elif ending == "csv":
        sent = {_LINES: with_lines(files, read_lines(content))[_LINES]}
    elif ending in ("yml", "yaml"):
        sent = {_LINES: _text(content)}
    else:
        raise FileRefused([Fault(0, "", "zip、csv、ymlのどれかを選んでください")])
    new = {path: text for path, text in sent.items() if files.get(path) != text}
    return new, differences(files, {**files, **new})


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise FileRefused([Fault(0, "", "文字コードが分かりません。UTF-8で保存してください")]) from None


def _sent(form: FormData) -> dict[str, str]:
    try:
        return read_archive(base64.b64decode(typed(form, "archive"), validate=True))
    except ValueError:
        raise FileRefused([Fault(0, "", "もう一度ファイルを選んでください")]) from None


def _fields(value: object) -> catalogue_entries.Fields | None:
    return value if isinstance(value, dict) else None
