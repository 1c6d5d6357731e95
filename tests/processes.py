"""Real processes for tests: the front desk as its user starts it, killed as the world kills it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
SECRET, TOKEN = "test-channel-secret", "test-access-token"
START_S = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


SERVE = ("bot", "serve")


class DeskProcess:
    """`akari serve`, or another module that serves a desk, on a port and a folder of its own."""

    def __init__(
        self, folder: Path, env: Mapping[str, str] | None = None, module: Sequence[str] = SERVE
    ) -> None:
        self.module = tuple(module)
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.database = folder / "akari.sqlite"
        self.log = folder / "desk.log"
        self.env = {
            **os.environ,
            "AKARI_PORT": str(self.port),
            "AKARI_DATABASE_URL": f"sqlite+aiosqlite:///{self.database}",
            "AKARI_VAR_DIR": str(folder / "var"),
            "AKARI_DUTY_ROSTER": str(folder / "duty.yml"),
            "AKARI_PROFILE": str(folder / "profile.yml"),
            "AKARI_LINE_CHANNEL_SECRET": SECRET,
            "AKARI_LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
            "AKARI_RASA_URL": "http://127.0.0.1:9",
            "OMP_NUM_THREADS": "1",
            **(env or {}),
        }
        self.process: asyncio.subprocess.Process | None = None

    @property
    def webhook(self) -> str:
        return f"{self.base}/webhooks/line"

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self.module, cwd=ROOT, env=self.env, stdout=log, stderr=log
            )
        async with httpx.AsyncClient(timeout=1.0, trust_env=False) as client, asyncio.timeout(START_S):
            while not await _up(client, f"{self.base}/healthz"):
                if self.process.returncode is not None:
                    raise RuntimeError(self.log.read_text(errors="replace")[-3000:])
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """As the kernel does it: no goodbye."""
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
            await self.process.wait()

    async def stop(self) -> int | None:
        """As an administrator does it; the exit code."""
        self.ask_to_stop()
        return await self.ended()

    def ask_to_stop(self) -> None:
        """SIGTERM, without waiting for the end."""
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)

    async def ended(self) -> int | None:
        """Wait for the end; the exit code."""
        return await self.process.wait() if self.process is not None else None


async def _up(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).is_success
    except httpx.HTTPError:
        return False


@asynccontextmanager
async def desk_running(
    folder: Path, env: Mapping[str, str] | None = None, module: Sequence[str] = SERVE
) -> AsyncIterator[DeskProcess]:
    desk = DeskProcess(folder, env, module)
    try:
        await desk.start()
        yield desk
    finally:
        await desk.kill()


async def eventually(condition: Callable[[], object | Awaitable[object]], within_s: float = 60.0) -> None:
    """Wait until the condition (plain or awaitable) holds; TimeoutError when it does not."""
    async with asyncio.timeout(within_s):
        while True:
            held = condition()
            if isinstance(held, Awaitable):
                held = await held
            if held:
                return
            await asyncio.sleep(0.05)
