"""Calling by Telegram."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk.paging_ports import PageFailed, PageText

DEADLINE_S = 5.0


@dataclass(frozen=True, slots=True)
class TelegramPager:
    """Writes to a chat in which the person on duty has greeted the bot before."""

    token: str
    api_base: str = "https://api.telegram.org"

    async def page(self, address: str, text: PageText) -> None:
        """Send one message; `address` is the chat's id."""
        # Imported late: the front desk starts without it.
        from telegram import Bot
        from telegram.error import TelegramError
        from telegram.request import HTTPXRequest

        request = HTTPXRequest(read_timeout=DEADLINE_S, connect_timeout=DEADLINE_S, write_timeout=DEADLINE_S)
        try:
            async with Bot(self.token, base_url=f"{self.api_base}/bot", request=request) as bot:
                await bot.send_message(chat_id=address, text=text.body)
        except TelegramError as error:
            raise PageFailed(type(error).__name__) from error
