"""The platforms' webhooks: verify, parse, store, answer. Nothing slow happens here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from starlette.background import BackgroundTask

from bot.desk.decline import Decline
from bot.desk.events import Declined, Ignored, InboundEvent
from bot.desk.ports import BadBody, BadSignature, Channel, Clock, StoreConflict, StoreUnavailable
from bot.desk.receive import Receive
from bot.web import metrics

log = structlog.get_logger()

RETRY_AFTER_S = 5
REASON_MAX = 60


def webhook_router(
    channels: Mapping[str, Channel],
    receive: Receive,
    clock: Clock,
    deadline_s: float,
    decline: Decline | None = None,
) -> APIRouter:
    """One route for each configured channel; what is not configured has no route."""
    router = APIRouter(prefix="/webhooks")
    for name, channel in channels.items():
        webhook = _Webhook(channel, receive, clock, deadline_s, decline)
        router.add_api_route(f"/{name}", webhook.answer, methods=["POST"], response_model=None)
    return router


@dataclass(frozen=True, slots=True)
class _Webhook:
    channel: Channel
    receive: Receive
    clock: Clock
    deadline_s: float
    decline: Decline | None = None

    async def answer(self, request: Request) -> Response:
        """200 once everything is stored, 4xx for what we refuse, 503 for "please deliver again"."""
        name = self.channel.name
        with metrics.webhook_seconds.labels(name).time():
            try:
                response = await self._in_time(request)
            except HTTPException as error:
                metrics.webhooks.labels(name, str(error.status_code)).inc()
                raise
        metrics.webhooks.labels(name, "200").inc()
        return response

    async def _in_time(self, request: Request) -> Response:
        try:
            async with asyncio.timeout(self.deadline_s):
                events = self._events(request, await request.body())
                new = await self.receive(self.channel.name, events)
        except TimeoutError:
            raise self._again("deadline") from None
        except (StoreUnavailable, StoreConflict):
            raise self._again("store_unavailable") from None
        metrics.events.labels(self.channel.name).inc(new)
        return JSONResponse({}, background=self._afterwards(events))

    def _afterwards(self, events: list[InboundEvent]) -> BackgroundTask | None:
        if self.decline is None or not any(isinstance(event, Declined) for event in events):
            return None
        return BackgroundTask(self.decline, self.channel.name, events)

    def _events(self, request: Request, body: bytes) -> list[InboundEvent]:
        try:
            self.channel.verify(request.headers, body)
            parsed = self.channel.parse(body, self.clock.now())
        except BadSignature as error:
            raise HTTPException(400 if error.missing else 401, str(error)) from None
        except BadBody as error:
            raise HTTPException(400, str(error)) from None
        events: list[InboundEvent] = []
        for event in parsed:
            if isinstance(event, Ignored):
                metrics.ignored.labels(self.channel.name, event.reason[:REASON_MAX]).inc()
            else:
                events.append(event)
        return events

    def _again(self, code: str) -> HTTPException:
        log.warning("webhook_not_stored", channel=self.channel.name, code=code)
        return HTTPException(503, code, {"Retry-After": str(RETRY_AFTER_S)})
