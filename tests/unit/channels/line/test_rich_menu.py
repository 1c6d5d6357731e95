"""The menu below the chat, placed on the strict stand-in over real HTTP on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.channels.line import Deadlines
from bot.channels.line.answers import Refused
from bot.channels.line.menu_sdk import MenuSdk
from bot.channels.line.rich_menu import PICTURE, Placed, menu_of, place_menu
from bot.commands.line_menu import line_menu
from bot.desk.phrases import SOS, wants_human
from bot.settings import Settings
from tests.platforms.line import Line, line_app, serving
from tests.platforms.line.pictures import size_of

TOKEN = "channel-token"
DRAWN = PICTURE.read_bytes()
OTHER = DRAWN + b"another ending"


@pytest.fixture
def line() -> Line:
    return Line(TOKEN)


@asynccontextmanager
async def api_of(line: Line, token: str = TOKEN) -> AsyncIterator[MenuSdk]:
    async with serving(line_app(line)) as base:
        sdk = MenuSdk(token, base, Deadlines(connect_s=2, total_s=5))
        try:
            yield sdk
        finally:
            await sdk.close()


def changes(line: Line) -> list[str]:
    """Requests that change something have no GET twin that only looks; looks end in these."""
    looks = ("/richmenu/list", "/user/all/richmenu")
    return [path for path, _ in line.requests if not path.endswith(looks)]


async def test_menu_is_shown_to_everybody_when_there_was_none(line: Line) -> None:
    async with api_of(line) as api:
        assert await place_menu(api, DRAWN) == Placed(made=True, removed=0)
    (kept,) = line.menus.menus.values()
    assert line.menus.shown == kept.id
    assert kept.picture == DRAWN


async def test_nothing_changes_when_the_menu_is_placed_again(line: Line) -> None:
    async with api_of(line) as api:
        await place_menu(api, DRAWN)
        line.requests.clear()
        assert await place_menu(api, DRAWN) == Placed(made=False, removed=0)
    assert changes(line) == []


async def test_old_menu_is_replaced_and_one_of_somebody_else_stays_when_the_menu_changed(line: Line) -> None:
    async with api_of(line) as api:
        foreign = await api.create_menu({**menu_of(DRAWN), "name": "夏の催し"})
        await place_menu(api, OTHER)
        assert await place_menu(api, DRAWN) == Placed(made=True, removed=1)
    names = {kept.menu["name"] for kept in line.menus.menus.values()}
    assert names == {menu_of(DRAWN)["name"], "夏の催し"}
    assert line.menus.shown not in (None, foreign)


async def test_menu_is_shown_again_when_somebody_showed_another(line: Line) -> None:
    async with api_of(line) as api:
        await place_menu(api, DRAWN)
        line.menus.shown = None
        assert await place_menu(api, DRAWN) == Placed(made=True, removed=1)
    assert len(line.menus.menus) == 1
    assert line.menus.shown in line.menus.menus


async def test_old_menu_stays_and_no_half_one_is_left_when_the_picture_is_refused(line: Line) -> None:
    async with api_of(line) as api:
        await place_menu(api, DRAWN)
        before = (line.menus.shown, set(line.menus.menus))
        with pytest.raises(Refused) as caught:
            await place_menu(api, b"no picture")
    assert caught.value.status == 400
    assert (line.menus.shown, set(line.menus.menus)) == before


def test_menu_holds_the_entry_for_a_human_over_its_whole_width() -> None:
    menu = menu_of(DRAWN)
    first = menu["areas"][0]
    assert first["action"] == {"type": "message", "label": SOS.label, "text": SOS.text}
    assert wants_human(first["action"]["text"])
    assert first["bounds"]["width"] == menu["size"]["width"]
    assert sum(area["bounds"]["width"] * area["bounds"]["height"] for area in menu["areas"]) == 2500 * 1686


def test_picture_has_the_size_of_the_menu_and_is_small_enough() -> None:
    assert size_of(DRAWN, "image/png") == (2500, 1686)
    assert len(DRAWN) < 1024 * 1024


@pytest.mark.parametrize(
    "change",
    [
        {"chatBarText": "あ" * 15},
        {"chatBarText": ""},
        {"name": "あ" * 301},
        {"size": {"width": 799, "height": 400}},
        {"size": {"width": 2500, "height": 1800}},
        {"size": {"width": 2500, "height": 249}},
        {"areas": [{"bounds": {"x": 2400, "y": 0, "width": 101, "height": 10}, "action": {"type": "message", "text": "あ"}}]},
        {"areas": [{"bounds": {"x": 0, "y": 0, "width": 10, "height": 10}}]},
        {"areas": menu_of(DRAWN)["areas"] * 5},
    ],
)  # fmt: skip
async def test_platform_refuses_a_menu_when_it_is_not_allowed(line: Line, change: dict[str, Any]) -> None:
    async with api_of(line) as api:
        with pytest.raises(Refused):
            await api.create_menu({**menu_of(DRAWN), **change})
    assert line.menus.menus == {}


async def test_platform_refuses_to_show_a_menu_without_a_picture(line: Line) -> None:
    async with api_of(line) as api:
        menu_id = await api.create_menu(menu_of(DRAWN))
        with pytest.raises(Refused):
            await api.show_menu(menu_id)
        await api.set_menu_picture(menu_id, DRAWN)
        with pytest.raises(Refused):
            await api.set_menu_picture(menu_id, DRAWN)
        await api.show_menu(menu_id)
    assert line.menus.shown == menu_id


def settings(base: str = "http://127.0.0.1:9", token: str | None = TOKEN) -> Settings:
    secret = SecretStr(token) if token else None
    return Settings(line_channel_secret=secret, line_channel_access_token=secret, line_api_base=base)


async def test_command_says_what_it_did(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    async with serving(line_app(line)) as base:
        assert await line_menu(settings(base)) == 0
        assert "登録しました" in capsys.readouterr().out
        assert await line_menu(settings(base)) == 0
        assert "すでに登録されています" in capsys.readouterr().out


async def test_command_says_why_when_it_could_not(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    assert await line_menu(settings(token=None)) == 1
    assert "設定されていません" in capsys.readouterr().err
    assert await line_menu(settings()) == 1
    assert "つながりません" in capsys.readouterr().err
    async with serving(line_app(line)) as base:
        assert await line_menu(settings(base, token="wrong")) == 1
    assert "アクセストークン" in capsys.readouterr().err


def test_source_of_the_picture_names_every_field() -> None:
    source = (Path(PICTURE).parent / "menu.html").read_text(encoding="utf-8")
    for area in menu_of(DRAWN)["areas"]:
        assert area["action"]["label"] in source
