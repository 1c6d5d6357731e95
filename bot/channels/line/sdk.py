"""Sending over line-bot-sdk, which only this module and `menu_sdk` know. Imported late: it takes
seconds to load."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import aiohttp
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    PushMessageRequest,
    ReplyMessageRequest,
)

from bot.channels.line.answers import UNREACHABLE, Refused, code_for, seconds

if TYPE_CHECKING:
    from bot.channels.line.client import Deadlines

Payloads = Sequence[Mapping[str, Any]]

INVALID = 422
"""Stands for messages that LINE's own models refuse, so that they are never sent."""


class Sdk:
    """Requests to LINE with our own deadlines; everything that goes wrong is Refused."""

    def __init__(self, access_token: str, api_base: str, deadlines: Deadlines) -> None:
        self._client = AsyncApiClient(Configuration(access_token=access_token, host=api_base))
        self._api = AsyncMessagingApi(self._client)
        self._timeout = aiohttp.ClientTimeout(total=deadlines.total_s, connect=deadlines.connect_s)

    async def reply(self, token: str, payloads: Payloads) -> tuple[str, ...]:
        """Reply with a token; the ids of the messages."""
        request = built(ReplyMessageRequest, {"replyToken": token, "messages": list(payloads)})
        return await self._asked(lambda: self._api.reply_message(request, _request_timeout=self._timeout))

    async def push(self, to: str, payloads: Payloads, key: str) -> tuple[str, ...]:
        """Push to a person; `key` (a UUID) makes a repeat harmless. The ids of the messages."""
        request = built(PushMessageRequest, {"to": to, "messages": list(payloads)})
        return await self._asked(lambda: self._api.push_message(request, key, _request_timeout=self._timeout))

    async def pushes_left(self) -> int | None:
        """How many pushes this month still has; None for a plan without a limit."""
        quota = await asked(lambda: self._api.get_message_quota(_request_timeout=self._timeout))
        if quota.value is None:
            return None
        used = await asked(lambda: self._api.get_message_quota_consumption(_request_timeout=self._timeout))
        return int(quota.value) - int(used.total_usage)

    async def leave(self, source_id: str) -> None:
        """Leave a group (C…) or a room (R…)."""
        leave = self._api.leave_room if source_id.startswith("R") else self._api.leave_group
        await self._asked(lambda: leave(source_id, _request_timeout=self._timeout))

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.close()

    async def _asked(self, ask: Callable[[], Awaitable[Any]]) -> tuple[str, ...]:
        answer = await asked(ask)
        return tuple(str(message.id) for message in getattr(answer, "sent_messages", None) or ())


async def asked(ask: Callable[[], Awaitable[Any]]) -> Any:
    """LINE's answer to a request; Refused for everything that goes wrong."""
    try:
        return await ask()
    except ApiException as error:
        raise _refused(error) from None
    except TimeoutError:
        raise Refused(UNREACHABLE, "line_timeout") from None
    except (aiohttp.ClientError, OSError):
        raise Refused(UNREACHABLE, "line_unreachable") from None
    except ValueError:
        # Not LINE's words: something between us and LINE answered in its place.
        raise Refused(UNREACHABLE, "line_unreadable") from None


def built(model: Any, raw: dict[str, Any]) -> Any:
    """A request that LINE's own models accept; Refused when they do not."""
    try:
        return model.from_dict(raw)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused(INVALID, "line_message_invalid") from None


def _refused(error: ApiException) -> Refused:
    headers = error.headers or {}
    body = _body(error.body)
    return Refused(
        int(error.status or UNREACHABLE),
        code_for(int(error.status or UNREACHABLE), str(body.get("message", ""))),
        retry_after=seconds(headers.get("Retry-After")),
        request_id=headers.get("X-Line-Request-Id"),
        sent_ids=_sent_ids(body),
    )


def _body(raw: str | None) -> dict[str, Any]:
    try:
        body = json.loads(raw or "")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _sent_ids(body: dict[str, Any]) -> tuple[str, ...]:
    sent = body.get("sentMessages")
    items = sent if isinstance(sent, list) else []
    return tuple(str(item["id"]) for item in items if isinstance(item, dict) and "id" in item)
