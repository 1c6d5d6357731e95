"""Delivers events to the front desk, signed, and again when it does not answer well."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from tests.platforms.line.events import Json, redelivered
from tests.platforms.line.state import Line

NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class Delivered:
    """How the deliveries of one body went: a status each, 0 where there was no answer."""

    statuses: tuple[int, ...]

    @property
    def well(self) -> bool:
        return 200 <= self.statuses[-1] < 300


class Webhook:
    """One account's webhook. `waits` are the seconds before each redelivery."""

    def __init__(
        self, line: Line, url: str, secret: str, *, waits: Sequence[float] = (1, 3, 10), timeout_s: float = 10
    ) -> None:
        self._line = line
        self._url = url
        self._secret = secret
        self._waits = tuple(waits)
        self._client = httpx.AsyncClient(timeout=timeout_s, trust_env=False)
        self.last: list[Json] = []
        """The events of the latest delivery."""
        self.log: list[tuple[str, int]] = []
        """Kinds of the events and status, delivery by delivery."""

    async def deliver(self, events: Sequence[Json]) -> Delivered:
        """Deliver until the answer is 2xx or the redeliveries are used up."""
        self.last = list(events)
        statuses = [await self.once(events)]
        for wait_s in self._waits:
            if 200 <= statuses[-1] < 300:
                break
            await asyncio.sleep(wait_s)
            statuses.append(await self.once([redelivered(event) for event in events]))
        return Delivered(tuple(statuses))

    async def again(self) -> Delivered:
        """Deliver the latest events once more, as LINE does when it missed the answer."""
        return Delivered((await self.once([redelivered(event) for event in self.last]),))

    async def once(self, events: Sequence[Json]) -> int:
        """One delivery; the status of the answer."""
        body = json.dumps({"destination": self._line.account_id, "events": list(events)}).encode()
        self._start_tokens(events)
        try:
            answer = await self._client.post(self._url, content=body, headers=self.headers(body))
            status = answer.status_code
        except httpx.HTTPError:
            status = NO_ANSWER
        self.log.append((",".join(event["type"] for event in events), status))
        self._line.revision += 1
        return status

    def headers(self, body: bytes) -> dict[str, str]:
        """The headers that LINE sends with this body."""
        digest = hmac.new(self._secret.encode(), body, hashlib.sha256).digest()
        return {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
            "X-Line-Signature": base64.b64encode(digest).decode(),
        }

    async def close(self) -> None:
        await self._client.aclose()

    def _start_tokens(self, events: Sequence[Json]) -> None:
        for event in events:
            right = self._line.rights.get(event.get("replyToken", ""))
            if right is not None:
                right.delivered_at = self._line.clock()
