"""The application: every route, behind the same limits and guards."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from bot.channels.webchat.routes import webchat_router
from bot.web.errors import add_error_handlers
from bot.web.front import assets_router, front_router
from bot.web.guards import ChatCors, Failures, SecurityHeaders
from bot.web.health import health_router
from bot.web.limits import BodyLimit, ChatPace
from bot.web.parts import WebParts
from bot.web.webhooks import webhook_router

WEBCHAT = "webchat"


def create_app(parts: WebParts) -> FastAPI:
    """The front desk's web application over these parts; nothing is started yet."""
    app = FastAPI(
        title="Akari",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan(parts),
        middleware=_middleware(parts),
    )
    add_error_handlers(app)
    _add_routes(app, parts)
    return app


def _middleware(parts: WebParts) -> list[Middleware]:
    """Outermost first. Failures stays inside of CORS, so that a page can read our 500 as well."""
    return [
        Middleware(SecurityHeaders),
        Middleware(ChatCors, origins=tuple(parts.webchat_origins)),
        Middleware(Failures),
        Middleware(ChatPace),
        Middleware(BodyLimit),
    ]


def _add_routes(app: FastAPI, parts: WebParts) -> None:
    chat = WEBCHAT in parts.channels
    webhooks = {name: channel for name, channel in parts.channels.items() if name != WEBCHAT}
    app.include_router(webhook_router(webhooks, parts.receive, parts.clock, parts.deadline_s, parts.decline))
    app.include_router(health_router(parts.store, parts.health, parts.metrics_token))
    app.include_router(assets_router())
    if chat:
        app.include_router(webchat_router(parts.receive, parts.store, parts.bell, parts.clock))
    if parts.front_page:
        app.include_router(front_router(parts.line_simulator_url, chat=chat))
    for router in parts.routers:
        app.include_router(router)
    app.router.routes.extend(parts.mounts)


def _lifespan(parts: WebParts) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        for start in parts.startup:
            await start()
        try:
            yield
        finally:
            for stop in parts.shutdown:
                await stop()

    return lifespan
