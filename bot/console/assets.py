"""The console's own style sheet and scripts; nothing comes from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fastapi.responses import Response

from bot.console.errors import not_found

FOLDER = Path(__file__).parent / "static"
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is sent as it is."""

    content: bytes
    kind: str

    @property
    def version(self) -> str:
        """Changes with the content."""
        return sha256(self.content).hexdigest()[:12]


_assets = {
    path.name: Asset(path.read_bytes(), KINDS[path.suffix])
    for path in FOLDER.iterdir()
    if path.suffix in KINDS
}


def address(name: str) -> str:
    """Where a browser gets the file; a new content has a new address."""
    return f"/console/static/{name}?v={_assets[name].version}"


async def send(name: str) -> Response:
    """One file, kept by the browser for as long as its address is asked for."""
    asset = _assets.get(name)
    if asset is None:
        raise not_found()
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return Response(asset.content, media_type=asset.kind, headers=headers)
