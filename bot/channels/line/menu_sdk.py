"""LINE's menus over line-bot-sdk. Imported late, like `sdk`: it takes seconds to load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    Configuration,
    RichMenuRequest,
)

from bot.channels.line.answers import Refused
from bot.channels.line.sdk import asked, built

if TYPE_CHECKING:
    from bot.channels.line.client import Deadlines

DATA_BASE = "https://api-data.line.me"
"""Where LINE takes pictures; a stand-in takes them where its API is."""
REAL_BASE = "https://api.line.me"


class MenuSdk:
    """Implements `MenuApi`; close it after use."""

    def __init__(self, access_token: str, api_base: str, deadlines: Deadlines) -> None:
        base = api_base.rstrip("/")
        data = DATA_BASE if base == REAL_BASE else base
        self._client = AsyncApiClient(Configuration(access_token=access_token, host=base))
        self._data_client = AsyncApiClient(Configuration(access_token=access_token, host=data))
        self._api = AsyncMessagingApi(self._client)
        self._blob = AsyncMessagingApiBlob(self._data_client)
        self._timeout = aiohttp.ClientTimeout(total=deadlines.total_s, connect=deadlines.connect_s)

    async def menus(self) -> list[tuple[str, str]]:
        answer = await asked(lambda: self._api.get_rich_menu_list(_request_timeout=self._timeout))
        return [(str(menu.rich_menu_id), str(menu.name)) for menu in answer.richmenus]

    async def default_menu(self) -> str | None:
        try:
            answer = await asked(lambda: self._api.get_default_rich_menu_id(_request_timeout=self._timeout))
        except Refused as refused:
            if refused.status == 404:
                return None
            raise
        return str(answer.rich_menu_id)

    async def create_menu(self, menu: dict[str, Any]) -> str:
        request = built(RichMenuRequest, menu)
        answer = await asked(lambda: self._api.create_rich_menu(request, _request_timeout=self._timeout))
        return str(answer.rich_menu_id)

    async def set_menu_picture(self, menu_id: str, png: bytes) -> None:
        await asked(
            lambda: self._blob.set_rich_menu_image(
                menu_id, png, _headers={"Content-Type": "image/png"}, _request_timeout=self._timeout
            )
        )

    async def show_menu(self, menu_id: str) -> None:
        await asked(lambda: self._api.set_default_rich_menu(menu_id, _request_timeout=self._timeout))

    async def delete_menu(self, menu_id: str) -> None:
        await asked(lambda: self._api.delete_rich_menu(menu_id, _request_timeout=self._timeout))

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.close()
        await self._data_client.close()
