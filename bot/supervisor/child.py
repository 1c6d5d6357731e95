"""One child process: started in its own group, restarted when it dies, never left behind."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

STOP_S = 12.0
"""How long a child may take to stop before it is killed, in seconds."""
RESTART_FIRST_S, RESTART_CAP_S = 1.0, 30.0
STEADY_S = 60.0
"""A child that ran this long starts afresh with the shortest restart pause."""

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Spec:
    """What to run: a name for people, the command, extra environment, and where it logs."""

    name: str
    command: Sequence[str]
    log_file: Path
    env: Mapping[str, str] = field(default_factory=dict)


def _die_with_parent() -> None:
    # A supervisor that is killed outright must not leave children behind (Linux only).
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


async def spawn(spec: Spec) -> asyncio.subprocess.Process:
    """Start the process with its output appended to the log file."""
    spec.log_file.parent.mkdir(parents=True, exist_ok=True)
    with spec.log_file.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *spec.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **spec.env},
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )


async def stop(process: asyncio.subprocess.Process, within_s: float = STOP_S) -> None:
    """Ask the whole group to stop; kill it when it takes too long."""
    _signal(process, signal.SIGTERM)
    try:
        async with asyncio.timeout(within_s):
            await process.wait()
    except TimeoutError:
        pass
    finally:
        _signal(process, signal.SIGKILL)
        await process.wait()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def next_pause(pause_s: float, ran_s: float) -> float:
    """How long to wait before a restart: doubling, from the shortest again after a steady run."""
    if ran_s >= STEADY_S:
        return RESTART_FIRST_S
    return min(max(pause_s * 2, RESTART_FIRST_S), RESTART_CAP_S)
