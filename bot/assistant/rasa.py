"""Rasa over HTTP, with a deadline."""

from __future__ import annotations

import asyncio
import json

import httpx

from bot.assistant.answer_json import answer_from
from bot.desk.ports import Answer, AssistantUnavailable, Question

CONNECT_S = 0.5
# ASCII JSON: half of a torn emoji survives it, UTF-8 would refuse it.
_JSON = {"Content-Type": "application/json"}
AT_ONCE = 8
"""Turns put to Rasa side by side; more only wait longer inside of it."""


class RasaAssistant:
    """Asks Rasa's door for the front desk (`bot.nlu.desk_channel`)."""

    def __init__(self, url: str, *, deadline_s: float = 3.0) -> None:
        self._url = f"{url.rstrip('/')}/webhooks/desk/turn"
        self._deadline_s = deadline_s
        limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
        timeout = httpx.Timeout(deadline_s, connect=CONNECT_S)
        self._client = httpx.AsyncClient(timeout=timeout, limits=limits, trust_env=False)

    async def ask(self, question: Question) -> Answer:
        """The answer, or AssistantUnavailable within the deadline."""
        body = {
            "sender": question.session,
            "message": question.text,
            "key": question.key,
            "channel": question.channel,
            "now": question.now.isoformat(),
            "dated": list(question.dated),
        }
        try:
            async with asyncio.timeout(self._deadline_s):
                response = await self._client.post(self._url, content=json.dumps(body), headers=_JSON)
        except TimeoutError:
            raise AssistantUnavailable("timeout") from None
        except httpx.TimeoutException:
            raise AssistantUnavailable("timeout") from None
        except httpx.HTTPError as error:
            raise AssistantUnavailable("refused") from error
        if response.status_code != httpx.codes.OK:
            raise AssistantUnavailable(f"status_{response.status_code}")
        try:
            raw = response.json()
        except ValueError as error:
            raise AssistantUnavailable("malformed") from error
        return answer_from(raw)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()
