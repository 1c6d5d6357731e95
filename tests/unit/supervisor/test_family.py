from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from bot.supervisor.child import RESTART_CAP_S, RESTART_FIRST_S, Spec, next_pause, spawn, stop
from bot.supervisor.family import Family

STUBBORN = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"])
print(os.getpid(), child.pid, flush=True)
time.sleep(600)
"""


async def wait_for(condition) -> None:  # type: ignore[no-untyped-def]
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] == "Z")


async def test_no_process_is_left_when_a_child_and_its_children_refuse_to_stop(tmp_path: Path) -> None:
    spec = Spec("stubborn", [sys.executable, "-c", STUBBORN], tmp_path / "log")
    process = await spawn(spec)
    await wait_for(lambda: len(spec.log_file.read_text().split()) == 2)
    pids = [int(pid) for pid in spec.log_file.read_text().split()]
    await stop(process, within_s=0.2)
    await wait_for(lambda: not any(alive(pid) for pid in pids))


async def test_child_is_started_again_when_it_dies(tmp_path: Path) -> None:
    said: list[str] = []
    family = Family(said.append)
    family.add(Spec("short", [sys.executable, "-c", "print('up', flush=True)"], tmp_path / "log"))
    await wait_for(lambda: (tmp_path / "log").exists() and (tmp_path / "log").read_text().count("up") >= 2)
    await family.stop()
    assert any("short" in line for line in said)


def test_pause_grows_to_its_cap_and_starts_over_after_a_steady_run() -> None:
    pause = 0.0
    pauses = []
    for _ in range(8):
        pause = next_pause(pause, ran_s=0.1)
        pauses.append(pause)
    assert pauses == sorted(pauses)
    assert pauses[-1] == RESTART_CAP_S
    assert next_pause(pause, ran_s=3600) == RESTART_FIRST_S
