"""The whole catalogue as files in one archive: given out, looked at, taken in."""

from __future__ import annotations

import hashlib
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import yaml
from pydantic import ValidationError

from bot.guide.errors import CatalogueError
from bot.guide.keeping.catalogue_entries import KINDS, EntryKind, Files, entries
from bot.guide.keeping.edit_catalogue import Edit, EditCatalogue, EditedMeanwhile
from bot.guide.keeping.file_rows import Fault, FileRefused
from bot.guide.keeping.history import Table
from bot.guide.shelf import check

_KNOWN = re.compile(r"(?:topics|agencies|help_lines|menu|profile)\.yml|services/[a-z][a-z0-9_]*\.yml")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    EOFError,
)
"""What reading a damaged archive may raise, packed in whatever way."""
_MOST_BYTES = 5_000_000
_MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that an import would add, change or take away (`before`/`after` of None)."""

    kind: EntryKind | None
    title: str
    before: object
    after: object


def version_of(files: Files) -> str:
    """Says whether anything of the catalogue changed meanwhile."""
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:16]


def write_archive(files: Files) -> bytes:
    """The files as a zip; the same files always make the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            if content:
                archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def read_archive(content: bytes) -> dict[str, str]:
    """The catalogue's files of a zip, or FileRefused with what is wrong with it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if _counts(info)]
            if len(infos) > _MOST_FILES or sum(info.file_size for info in infos) > _MOST_BYTES:
                raise FileRefused([Fault(0, "", "大きすぎます")])
            read = {info.filename: archive.read(info) for info in infos}
    except _UNREADABLE:
        raise FileRefused([Fault(0, "", "zipとして読めません")]) from None
    return _texts(_without_folder(read))


def differences(before: Files, after: Files) -> list[Difference]:
    """What differs, entry by entry; FileRefused when `after` is no whole catalogue."""
    try:
        check(after)
        found = [item for kind in KINDS.values() for item in _of_kind(kind, before, after)]
    except CatalogueError as error:
        name = error.file.rsplit("/", 1)[-1]
        raise FileRefused([Fault(error.line or 0, f"{name} {error.field}".strip(), error.fault)]) from None
    except (yaml.YAMLError, ValidationError, KeyError, TypeError, AttributeError):
        raise FileRefused([Fault(0, "", "案内のデータとして読めません")]) from None
    if before.get("menu.yml") != after.get("menu.yml"):
        found.append(Difference(None, "つぎの案内の並びと、たずねごとのことば（menu.yml）", 1, 1))
    return found


async def take_in(
    catalogue: EditCatalogue, files: Files, version: str, by: int | None, now: datetime
) -> bool:
    """Put files in the place of those of the same path; whether they are live already. EditedMeanwhile
    when the catalogue is no longer what `version` says, EntryRefused when the whole would be wrong."""

    def edit(current: Files) -> Edit | None:
        if version_of(current) != version:
            raise EditedMeanwhile(None)
        new = {path: content for path, content in files.items() if current.get(path) != content}
        if not new:
            return None
        return Edit(Table.CATALOGUE, new, {path: current.get(path, "") for path in new}, dict(new))

    return await catalogue.keep(edit, by, now)


def _of_kind(kind: EntryKind, before: Files, after: Files) -> list[Difference]:
    old = {entry.name: entry for entry in entries(before, kind)}
    new = {entry.name: entry for entry in entries(after, kind)}
    found = []
    for name in {**old, **new}:
        was, now = old.get(name), new.get(name)
        before_fields, after_fields = was and was.fields, now and now.fields
        if before_fields != after_fields:
            title = now.title if now else was.title if was else name
            found.append(Difference(kind, title, before_fields, after_fields))
    return found


def _counts(info: zipfile.ZipInfo) -> bool:
    return not info.is_dir() and not info.filename.startswith("__MACOSX/")


def _without_folder(read: Mapping[str, bytes]) -> dict[str, bytes]:
    """Archives made by hand often hold one folder around everything."""
    firsts = {name.split("/", 1)[0] for name in read}
    if len(firsts) == 1 and (first := next(iter(firsts))) not in ("services", "..", "") and first not in read:
        return {name.split("/", 1)[1]: content for name, content in read.items()}
    return dict(read)


def _texts(read: Mapping[str, bytes]) -> dict[str, str]:
    faults = [Fault(0, name, "案内のデータにないファイルです") for name in read if not _KNOWN.fullmatch(name)]
    texts: dict[str, str] = {}
    for name, content in read.items():
        try:
            texts[name] = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            faults.append(Fault(0, name, "文字コードが分かりません。UTF-8で保存してください"))
    if not read:
        faults.append(Fault(0, "", "中身がありません"))
    if faults:
        raise FileRefused(faults)
    return texts
