"""A Rasa server to ask: the running one, or one started for the length of a command."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.settings import Settings
from bot.supervisor.child import Spec, spawn, stop
from bot.supervisor.specs import MODEL, actions_spec, rasa_spec

READY_S = 180.0


@asynccontextmanager
async def rasa_up(settings: Settings) -> AsyncIterator[Settings]:
    """Settings whose Rasa answers; what had to be started is stopped again at the end."""
    if settings.assistant == "console" or await _answers(settings.rasa_url):
        yield settings
        return
    if not (settings.var_dir / MODEL).exists():
        raise SystemExit("学習ずみのモデルがありません。先に `make train` を実行してください。")
    with tempfile.TemporaryDirectory(prefix="akari-rasa-") as folder:
        own = settings.model_copy(
            update={
                "rasa_url": f"http://127.0.0.1:{_free_port()}",
                "actions_url": f"http://127.0.0.1:{_free_port()}",
            }
        )
        async with _running(own, Path(folder)):
            yield own


@asynccontextmanager
async def _running(settings: Settings, folder: Path) -> AsyncIterator[None]:
    print("Rasa を起動しています（15秒ほど）…", file=sys.stderr, flush=True)
    rasa, actions = rasa_spec(settings), actions_spec(settings)
    tracker = {**rasa.env, "AKARI_TRACKER_DB": str(folder / "tracker.sqlite")}
    specs = [
        Spec(rasa.name, rasa.command, folder / "rasa.log", tracker),
        Spec(actions.name, actions.command, folder / "actions.log", actions.env),
    ]
    children = [await spawn(spec) for spec in specs]
    try:
        await _wait(settings, children, folder)
        yield
    finally:
        await asyncio.gather(*(stop(child) for child in children))


async def _wait(settings: Settings, children: list[asyncio.subprocess.Process], folder: Path) -> None:
    deadline = time.monotonic() + READY_S
    while not (await _answers(settings.rasa_url) and await _answers(f"{settings.actions_url}/health")):
        if time.monotonic() > deadline or any(child.returncode is not None for child in children):
            raise SystemExit(f"Rasa を起動できませんでした。\n{_tails(folder)}")
        await asyncio.sleep(0.3)


def _tails(folder: Path) -> str:
    return "".join(log.read_text(errors="replace")[-2000:] for log in sorted(folder.glob("*.log")))


async def _answers(url: str) -> bool:
    try:
        async with httpx.AsyncClient(timeout=2.0) as client:
            return (await client.get(url)).is_success
    except httpx.HTTPError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
