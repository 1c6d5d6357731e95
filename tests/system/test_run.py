"""`akari run`: everything comes up, says where it is, comes up again, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import uuid
from pathlib import Path

import httpx

from tests.processes import ROOT, eventually, free_port

MARK = "AKARI_TEST_MARK"


class Run:
    """`akari run` on ports and a database of its own; its output as it comes."""

    def __init__(self, folder: Path) -> None:
        self.mark = uuid.uuid4().hex
        self.port, self.rasa, self.actions, self.simulator = (free_port() for _ in range(4))
        self.env = {
            **os.environ,
            MARK: self.mark,
            "PYTHONUNBUFFERED": "1",
            "AKARI_PORT": str(self.port),
            "AKARI_RASA_URL": f"http://127.0.0.1:{self.rasa}",
            "AKARI_ACTIONS_URL": f"http://127.0.0.1:{self.actions}",
            "AKARI_SIMULATOR_PORT": str(self.simulator),
            "AKARI_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'akari.sqlite'}",
        }
        self.output = folder / "output"
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self.output.open("wb") as output:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=ROOT, env=self.env, stdout=output, stderr=output
            )

    @property
    def said(self) -> str:
        return self.output.read_text(errors="replace")

    def processes(self) -> dict[int, str]:
        """Every living process that carries the mark, with its command."""
        return {
            int(folder.name): (folder / "cmdline").read_text().replace("\0", " ")
            for folder in Path("/proc").glob("[0-9]*")
            if _carries(folder, f"{MARK}={self.mark}")
        }

    async def up(self, url: str) -> bool:
        async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
            try:
                return (await client.get(url)).is_success
            except httpx.HTTPError:
                return False


def _carries(folder: Path, mark: str) -> bool:
    try:
        dead = (folder / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
        return not dead and mark.encode() in (folder / "environ").read_bytes()
    except OSError:
        return False


async def test_run_brings_everything_up_restarts_what_dies_and_leaves_nothing_behind(tmp_path: Path) -> None:
    run = Run(tmp_path)
    await run.start()
    assert run.process is not None
    try:
        base = f"http://127.0.0.1:{run.port}"
        await eventually(lambda: "自動の案内が答えられるようになりました" in run.said, 300)
        assert re.search(r"パスワード: \S{16,}", run.said)
        assert f"{base}/console" in run.said
        for url in (
            f"{base}/",
            f"http://127.0.0.1:{run.simulator}/simulator",
            f"http://127.0.0.1:{run.rasa}/",
        ):
            assert await run.up(url)
        (desk,) = [pid for pid, command in run.processes().items() if command.rstrip().endswith("bot serve")]
        os.kill(desk, signal.SIGKILL)
        await eventually(lambda: "front desk が止まりました" in run.said)
        await eventually(lambda: run.up(f"{base}/healthz"))
        run.process.send_signal(signal.SIGINT)
        async with asyncio.timeout(60):
            assert await run.process.wait() == 0
        assert run.processes() == {}
    finally:
        for pid in run.processes():
            os.kill(pid, signal.SIGKILL)
        await run.process.wait()


async def test_run_says_what_to_do_when_a_port_is_taken(tmp_path: Path) -> None:
    run = Run(tmp_path)
    server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", run.port)
    async with server:
        await run.start()
        assert run.process is not None
        assert await run.process.wait() == 1
    assert f"ポート {run.port} は" in run.said
