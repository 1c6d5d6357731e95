"""The trained model behind its real door, started once for all tests of this folder."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.supervisor.child import Spec
from bot.supervisor.specs import MODEL, actions_spec, rasa_python, rasa_spec
from tests.processes import free_port

START_S = 180.0


@pytest.fixture(scope="session")
def rasa_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Rasa and the action server on ports of their own."""
    model = Path("var") / MODEL
    if not model.exists() or not rasa_python().exists():
        warnings.warn(UserWarning("NO TRAINED MODEL: run `make train`"), stacklevel=1)
        pytest.skip("no trained model: run `make train`")
    folder = tmp_path_factory.mktemp("rasa")
    settings = Settings(
        rasa_url=f"http://127.0.0.1:{free_port()}",
        actions_url=f"http://127.0.0.1:{free_port()}",
        profile=folder / "profile.yml",
    )
    rasa, actions = rasa_spec(settings), actions_spec(settings)
    with contextlib.ExitStack() as running:
        for spec in (rasa, actions):
            running.callback(_stop, _start(spec, folder))
        _wait(settings.rasa_url, folder)
        _wait(f"{settings.actions_url}/health", folder)
        yield settings.rasa_url


def _start(spec: Spec, folder: Path) -> subprocess.Popen[bytes]:
    own = {"AKARI_TRACKER_DB": str(folder / "tracker.sqlite"), "AKARI_PROFILE": str(folder / "profile.yml")}
    with (folder / f"{spec.name}.log").open("wb") as log:
        return subprocess.Popen(spec.command, stdout=log, stderr=log, env={**os.environ, **spec.env, **own})


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(url: str, folder: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    logs = "\n".join(log.read_text(errors="replace")[-2000:] for log in folder.glob("*.log"))
    raise RuntimeError(f"{url} did not come up\n{logs}")
