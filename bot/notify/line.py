"""Calling by LINE, from the account the families write to or from one of its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from uuid import uuid4

from bot.desk.paging_ports import PageFailed, PageText

DEADLINE_S = 5.0


def _load() -> None:
    # The SDK takes seconds to import: off the event loop, and not before somebody is called.
    import linebot.v3.messaging  # noqa: F401


@dataclass(frozen=True, slots=True)
class LinePager:
    """Pushes to the LINE user id of the person on duty, who has to be a friend of the account."""

    access_token: str
    api_base: str = "https://api.line.me"

    async def page(self, address: str, text: PageText) -> None:
        """Push one message."""
        await asyncio.to_thread(_load)
        from linebot.v3.messaging import (
            AsyncApiClient,
            AsyncMessagingApi,
            Configuration,
            PushMessageRequest,
            TextMessage,
        )
        from linebot.v3.messaging.exceptions import ApiException

        configuration = Configuration(access_token=self.access_token, host=self.api_base)
        request = PushMessageRequest(to=address, messages=[TextMessage(text=text.body)])
        try:
            async with AsyncApiClient(configuration) as client:
                await AsyncMessagingApi(client).push_message(
                    request, x_line_retry_key=str(uuid4()), _request_timeout=DEADLINE_S
                )
        except ApiException as error:
            raise PageFailed(f"status_{error.status}") from error
        except (OSError, TimeoutError) as error:
            raise PageFailed(type(error).__name__) from error
