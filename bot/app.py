"""The front desk as one web application with its worker inside."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
import structlog
from fastapi import FastAPI

from bot.bootstrap import Desk, build_desk, build_pagers
from bot.console.parts import ConsoleParts
from bot.console.router import console_router
from bot.desk.decline import Decline
from bot.desk.ports import Screen
from bot.desk.tell import DeskTeller
from bot.editor.admin import editor_mount
from bot.editor.attendance import AttendancePages
from bot.editor.catalogue.pages import catalogue_pages
from bot.editor.messages import MessagePages
from bot.editor.parts import EditorParts
from bot.facts_check import find
from bot.guide.keeping.edit_catalogue import EditCatalogue
from bot.guide.keeping.undo_catalogue import UndoCatalogue
from bot.settings import Settings
from bot.store.migrate import migrate
from bot.web.acknowledge import acknowledge_router
from bot.web.app import create_app
from bot.web.calendar import calendar_router
from bot.web.parts import WebParts
from bot.worker.engine import Engine

log = structlog.get_logger()

HEALTH_S = 1.0
"""How long Rasa may take to say that it is up, in seconds."""


class _Worker:
    """The engine as a task that lives as long as the application."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._engine.run())

    async def stop(self) -> None:
        self._engine.stop()
        if self._task is not None:
            await self._task

    @property
    def state(self) -> str:
        return "up" if self._task is not None and not self._task.done() else "down"


def desk_app(settings: Settings) -> FastAPI:
    """The application for these settings."""
    return app_of(build_desk(settings))


def app_of(desk: Desk) -> FastAPI:
    """The application around a front desk."""
    worker = _Worker(desk.engine())
    background: set[asyncio.Task[object]] = set()

    async def health() -> Mapping[str, str]:
        return {"assistant": await _assistant_state(desk.settings), "worker": worker.state}

    async def warm_up() -> None:
        # The first full screening reads the model; it should not be a person's first message.
        background.add(asyncio.create_task(asyncio.to_thread(desk.screen.full, "こんにちは")))

    async def prepare() -> None:
        await migrate(desk.settings.database_url)
        await asyncio.to_thread(_warm_up, desk.screen)

    settings = desk.settings
    parts = WebParts(
        receive=desk.receive,
        channels=desk.channels,
        store=desk.store,
        bell=desk.bell,
        clock=desk.clock,
        health=health,
        routers=[
            console_router(_console_parts(desk)),
            acknowledge_router(desk.paging.acknowledge),
            calendar_router(desk.store, desk.tickets, desk.clock),
        ],
        mounts=[editor_mount(_editor_parts(desk))],
        startup=[prepare, worker.start, warm_up],
        shutdown=[worker.stop, desk.store.close],
        front_page=True,
        line_simulator_url=settings.line_simulator_url or None,
        webchat_origins=settings.webchat_origins,
        metrics_token=settings.metrics_token.get_secret_value() if settings.metrics_token else None,
        decline=Decline(desk.channels),
    )
    return create_app(parts)


def _warm_up(screen: Screen) -> None:
    """The first screening loads the dictionary; nobody should have to wait for that."""
    try:
        screen.quick("こんにちは")
    except Exception as error:
        # A desk that calls a human for every message is better than none.
        log.error("screening_not_warm", error=type(error).__name__)


def _console_parts(desk: Desk) -> ConsoleParts:
    def state() -> list[str]:
        pagers = bool(build_pagers(desk.settings))
        return [str(finding) for finding in find(desk.settings, desk.clock.now(), pagers=pagers)]

    return ConsoleParts(
        store=desk.store,
        counsel=desk.counsel,
        bell=desk.bell,
        clock=desk.clock,
        secure_cookies=desk.settings.secure_cookies,
        state=state,
        roster=lambda: desk.facts.roster,
    )


def _editor_parts(desk: Desk) -> EditorParts:
    teller = DeskTeller(desk.channels)
    catalogue = EditCatalogue(desk.store, desk.publishing) if desk.publishing else None
    return EditorParts(
        accounts=desk.store,
        store=desk.store,
        teller=teller,
        clock=desk.clock,
        secure_cookies=desk.settings.secure_cookies,
        samples=desk.settings.data_dir / "samples",
        undo_catalogue=UndoCatalogue(catalogue) if catalogue else None,
        pages=(
            AttendancePages,
            lambda parts: MessagePages(parts, teller, desk.channels),
            *(catalogue_pages(catalogue) if catalogue else ()),
        ),
    )


async def _assistant_state(settings: Settings) -> str:
    if settings.assistant == "console":
        return "up"
    try:
        async with httpx.AsyncClient(timeout=HEALTH_S) as client:
            answer = await client.get(f"{settings.rasa_url}/status")
    except httpx.HTTPError:
        return "down"
    return "up" if answer.status_code < 500 else "loading"
