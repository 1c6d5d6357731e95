"""The size of a picture, read from its own bytes."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def size_of(picture: bytes, kind: str) -> tuple[int, int] | None:
    """Width and height in pixels; None when it is no picture of this kind."""
    return _png(picture) if kind == "image/png" else _jpeg(picture)


def _png(picture: bytes) -> tuple[int, int] | None:
    if not picture.startswith(_PNG) or picture[12:16] != b"IHDR" or len(picture) < 24:
        return None
    width, height = struct.unpack(">II", picture[16:24])
    return int(width), int(height)


def _jpeg(picture: bytes) -> tuple[int, int] | None:
    if not picture.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(picture) and picture[at] == 0xFF:
        if picture[at + 1] in _JPEG_SIZES:
            height, width = struct.unpack(">HH", picture[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
    return None
