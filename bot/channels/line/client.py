"""Delivering: the free reply while its token lasts, else a push that can be repeated safely."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from bot.channels.line.answers import Refused
from bot.channels.line.reserve import PushReserve
from bot.desk.ports import Delivery, SendError, Sent
from bot.desk.ports.channel import Quota

if TYPE_CHECKING:
    from bot.channels.line.sdk import Sdk

log = structlog.get_logger()

Payloads = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long LINE may take, in seconds: to connect, and for one request in all."""

    connect_s: float = 3.0
    total_s: float = 10.0


class LineClient:
    """One connection pool to LINE, opened by the first delivery."""

    def __init__(self, access_token: str, api_base: str, deadlines: Deadlines, keep_pushes: int = 0) -> None:
        self._access_token = access_token
        self._api_base = api_base.rstrip("/")
        self._deadlines = deadlines
        self._sdk: Sdk | None = None
        self._keep = keep_pushes
        self._reserve = PushReserve(keep_pushes, self._pushes_left)

    async def deliver(self, delivery: Delivery) -> Sent:
        """Reply or push one request; SendError when LINE did not take it.

        After a reply that timed out nobody knows whether it arrived. The caller tries again, without
        the token, and the person may then read it twice: better than not at all.
        """
        sdk = await self._opened()
        if delivery.reply_token is not None:
            sent = await self._reply(sdk, delivery, delivery.reply_token.value)
            if sent is not None:
                return sent
        return await self._push(sdk, delivery)

    async def quota(self) -> Quota:
        """How many pushes are left this month; SendError when LINE does not say."""
        return Quota(await self._pushes_left(), self._keep)

    async def leave(self, source_id: str) -> None:
        """Leave a group (C…) or a room (R…)."""
        sdk = await self._opened()
        try:
            await sdk.leave(source_id)
        except Refused as refused:
            raise refused.as_send_error() from None

    async def close(self) -> None:
        """Give the connections back."""
        if self._sdk is not None:
            await self._sdk.close()
            self._sdk = None

    async def _reply(self, sdk: Sdk, delivery: Delivery, token: str) -> Sent | None:
        """What was sent, or None when LINE refuses the token and a push should follow."""
        try:
            return Sent(await sdk.reply(token, delivery.payloads), "reply")
        except Refused as refused:
            if refused.status != 400:
                raise self._error(delivery, refused, "reply") from None
            log.info("line_reply_refused", outbox=delivery.key, request=refused.request_id)
            return None

    async def _pushes_left(self) -> int | None:
        sdk = await self._opened()
        try:
            return await sdk.pushes_left()
        except Refused as refused:
            raise refused.as_send_error() from None

    async def _push(self, sdk: Sdk, delivery: Delivery) -> Sent:
        await self._reserve.check(risk=delivery.risk)
        try:
            sent = Sent(await sdk.push(delivery.contact, delivery.payloads, delivery.key), "push")
        except Refused as refused:
            if refused.status == 409:
                # An earlier try with this key was accepted: the person has it already.
                return Sent(refused.sent_ids, "push")
            raise self._error(delivery, refused, "push") from None
        self._reserve.used()
        return sent

    def _error(self, delivery: Delivery, refused: Refused, way: str) -> SendError:
        error = refused.as_send_error()
        log.warning(
            "line_send_failed", outbox=delivery.key, way=way, code=error.code, request=refused.request_id
        )
        return error

    async def _opened(self) -> Sdk:
        if self._sdk is None:
            # LINE's SDK takes seconds to import: off the event loop, and not before it is needed.
            make = await asyncio.to_thread(_import_sdk)
            self._sdk = self._sdk or make(self._access_token, self._api_base, self._deadlines)
        return self._sdk


def _import_sdk() -> type[Sdk]:
    from bot.channels.line.sdk import Sdk

    return Sdk
