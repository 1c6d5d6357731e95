"""LINE's rich menus: what is taken as a menu and as its picture, and which one everybody sees."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.platforms.line.actions import ANYWHERE
from tests.platforms.line.checks import Problems, boolean, items, number, say, shape, text
from tests.platforms.line.errors import LineError, invalid
from tests.platforms.line.pictures import size_of

Json = dict[str, Any]

PICTURE_MAX = 1024 * 1024
MENUS_MAX = 1000
NARROWEST, WIDEST, LOWEST = 800, 2500, 250
RATIO = 1.45
"""A menu is at least this many times as wide as it is high."""

_PIXELS = number(0, 2**31 - 1, whole=True)
_LENGTH = number(1, 2**31 - 1, whole=True)
_BOUNDS = shape(
    {"x": _PIXELS, "y": _PIXELS, "width": _LENGTH, "height": _LENGTH}, ("x", "y", "width", "height")
)
_AREA = shape({"bounds": _BOUNDS, "action": ANYWHERE}, ("bounds", "action"))
_SHAPE = shape(
    {
        "size": shape({"width": _LENGTH, "height": _LENGTH}, ("width", "height")),
        "selected": boolean,
        "name": text(300),
        "chatBarText": text(14),
        "areas": items(_AREA, 0, 20),
    },
    ("size", "selected", "name", "chatBarText", "areas"),
)


def menu(value: Json, place: str, problems: Problems) -> None:
    """A whole menu: its shape, its measures, and that no area lies outside."""
    _SHAPE(value, place, problems)
    if problems:
        return
    width, height = value["size"]["width"], value["size"]["height"]
    if not NARROWEST <= width <= WIDEST:
        say(problems, "size.width", f"Must be between {NARROWEST} and {WIDEST}")
    if height < LOWEST or width / height < RATIO:
        say(problems, "size.height", "The aspect ratio or the height is not allowed")
    for index, area in enumerate(value["areas"]):
        bounds = area["bounds"]
        if bounds["x"] + bounds["width"] > width or bounds["y"] + bounds["height"] > height:
            say(problems, f"areas[{index}].bounds", "Must be inside the rich menu")


@dataclass
class Kept:
    """One menu on the platform."""

    id: str
    menu: Json
    picture: bytes | None = None
    kind: str = ""


@dataclass
class RichMenus:
    """All menus of one account."""

    menus: dict[str, Kept] = field(default_factory=dict)
    shown: str | None = None

    def create(self, wanted: Json) -> str:
        if len(self.menus) >= MENUS_MAX:
            raise LineError(400, "The number of rich menus exceeds the limit")
        made = Kept(f"richmenu-{uuid.uuid4().hex}", wanted)
        self.menus[made.id] = made
        return made.id

    def find(self, menu_id: str) -> Kept:
        if menu_id not in self.menus:
            raise LineError(404, "Not found")
        return self.menus[menu_id]

    def draw(self, menu_id: str, picture: bytes, kind: str) -> None:
        """Give a menu its picture; it gets one once."""
        kept = self.find(menu_id)
        if kept.picture is not None:
            raise LineError(400, "An image has already been uploaded to the richmenu")
        if kind not in ("image/png", "image/jpeg"):
            raise LineError(415, "The content type must be image/jpeg or image/png")
        if len(picture) > PICTURE_MAX:
            raise LineError(413, "The image is larger than 1 MB")
        size = size_of(picture, kind)
        wanted = kept.menu["size"]
        if size != (wanted["width"], wanted["height"]):
            raise invalid(
                [{"message": "The image size must be the size of the rich menu", "property": "size"}]
            )
        kept.picture, kept.kind = picture, kind

    def show(self, menu_id: str) -> None:
        if self.find(menu_id).picture is None:
            raise LineError(400, "must upload richmenu image before applying it to user")
        self.shown = menu_id

    def default(self) -> str:
        if self.shown is None:
            raise LineError(404, "no default richmenu")
        return self.shown

    def delete(self, menu_id: str) -> None:
        self.find(menu_id)
        del self.menus[menu_id]
        if self.shown == menu_id:
            self.shown = None
