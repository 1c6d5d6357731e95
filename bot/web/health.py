"""Whether the process is up, whether its parts are, and what it has counted."""

from __future__ import annotations

import asyncio
import hmac
from ipaddress import ip_address

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.desk.ports import Store, StoreUnavailable
from bot.web.parts import Health

PROBE_S = 3.0
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


def health_router(store: Store, health: Health, metrics_token: str | None) -> APIRouter:
    """/healthz, /readyz and /metrics."""
    router = APIRouter()

    @router.get("/healthz", response_model=None)
    async def healthz() -> Response:
        return JSONResponse({"status": "up"}, headers=_NEVER_KEPT)

    @router.get("/readyz", response_model=None)
    async def readyz() -> Response:
        parts = {"database": await _database(store)} | await _others(health)
        # A loading or missing assistant keeps nobody from being heard: the desk is ready without it.
        ready = parts["database"] == "up" and parts.get("worker", "up") == "up"
        return JSONResponse({"ready": ready, "parts": parts}, 200 if ready else 503, _NEVER_KEPT)

    @router.get("/metrics", response_model=None)
    async def read_metrics(request: Request) -> Response:
        if not (_has_token(request, metrics_token) or _from_this_machine(request)):
            raise HTTPException(404, "not_found")
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST, headers=_NEVER_KEPT)

    return router


_NEVER_KEPT = {"Cache-Control": "no-store"}


async def _database(store: Store) -> str:
    try:
        async with asyncio.timeout(PROBE_S), store.read() as uow:
            await uow.counselors.count()
    except (StoreUnavailable, TimeoutError):
        return "down"
    return "up"


async def _others(health: Health) -> dict[str, str]:
    try:
        async with asyncio.timeout(PROBE_S):
            return dict(await health())
    except TimeoutError:
        return {"worker": "down", "assistant": "down"}


def _has_token(request: Request, token: str | None) -> bool:
    given = request.headers.get("authorization", "")
    return token is not None and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def _from_this_machine(request: Request) -> bool:
    """Asked by this machine itself, not by a proxy on it for somebody else."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
