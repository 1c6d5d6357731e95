"""The menu below the chat: what it holds, and how it comes to LINE once and stays there.

The entry for a human is always in sight. The menu's name carries a digest of everything in it, so
that a second run finds its own work and a changed menu replaces the old one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.channels.line.actions import message_action
from bot.channels.line.answers import Refused
from bot.conversation.content import Choice
from bot.desk.phrases import SOS

PICTURE = Path(__file__).parent / "menu" / "menu.png"
OURS = "akari-"
WIDTH, HEIGHT = 2500, 1686
TOP = 562
"""The first row, in pixels of the picture: the entry for a human, over the whole width."""
BAR = "メニューを開く"
"""What stands below the chat; at most 14 characters."""

Menu = dict[str, Any]

_CHOICES = (
    Choice("相談のしかた", "相談の仕方を教えてください"),
    Choice("家族教室", "家族教室について知りたい"),
    Choice("居場所", "居場所について知りたい"),
    Choice("メニュー", "メニュー"),
)
"""The four fields below, row by row, as in the picture."""


class MenuApi(Protocol):
    """What LINE offers for menus; everything LINE does not take is Refused."""

    async def menus(self) -> list[tuple[str, str]]:
        """Id and name of every menu of the account."""

    async def default_menu(self) -> str | None:
        """The id of the menu that everybody sees."""

    async def create_menu(self, menu: Menu) -> str:
        """A new menu without a picture; its id."""

    async def set_menu_picture(self, menu_id: str, png: bytes) -> None: ...

    async def show_menu(self, menu_id: str) -> None:
        """Make it the menu that everybody sees."""

    async def delete_menu(self, menu_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """What a run did: whether a new menu was made, and how many old ones of ours were removed."""

    made: bool
    removed: int


def menu_of(picture: bytes) -> Menu:
    """The whole menu as LINE takes it."""
    row = (HEIGHT - TOP) // 2
    half = WIDTH // 2
    areas = [_area(0, 0, WIDTH, TOP, SOS)]
    for at, choice in enumerate(_CHOICES):
        areas.append(_area((at % 2) * half, TOP + (at // 2) * row, half, row, choice))
    menu: Menu = {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "chatBarText": BAR,
        "areas": areas,
    }
    digest = hashlib.sha256(json.dumps(menu, sort_keys=True).encode() + picture).hexdigest()
    return {"name": f"{OURS}{digest[:16]}", **menu}


async def place_menu(api: MenuApi, picture: bytes) -> Placed:
    """Show this menu to everybody; when it is shown already, nothing changes.

    The old menu stays until the new one is complete. Refused when LINE does not take something.
    """
    menu = menu_of(picture)
    ours = [(menu_id, name) for menu_id, name in await api.menus() if name.startswith(OURS)]
    shown = await api.default_menu()
    made = (shown, menu["name"]) not in ours
    if made:
        shown = await _made(api, menu, picture)
    old = [menu_id for menu_id, _ in ours if menu_id != shown]
    for menu_id in old:
        await api.delete_menu(menu_id)
    return Placed(made, len(old))


async def _made(api: MenuApi, menu: Menu, picture: bytes) -> str:
    menu_id = await api.create_menu(menu)
    try:
        await api.set_menu_picture(menu_id, picture)
        await api.show_menu(menu_id)
    except Refused:
        # Half a menu is of no use; should this fail as well, the next run takes it away.
        await _forget(api, menu_id)
        raise
    return menu_id


async def _forget(api: MenuApi, menu_id: str) -> None:
    try:
        await api.delete_menu(menu_id)
    except Refused:
        return


def _area(x: int, y: int, width: int, height: int, choice: Choice) -> Menu:
    bounds = {"x": x, "y": y, "width": width, "height": height}
    return {"bounds": bounds, "action": message_action(choice)}
