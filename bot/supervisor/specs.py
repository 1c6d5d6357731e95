"""The processes Akari consists of, as commands."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from bot.settings import Settings
from bot.supervisor.child import Spec

# Rasa reports usage and errors to its makers by default; a family's talk stays in the house.
QUIET_RASA = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SENTRY_DSN": "",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONPATH": ".",
}
# More threads than cores make small models slower, not faster.
FEW_THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
MODEL = Path("models") / "akari.tar.gz"


def rasa_python() -> Path:
    """The interpreter of Rasa's own environment."""
    return Path(".venv-rasa/bin/python")


def log_file(settings: Settings, name: str) -> Path:
    """Where a process logs."""
    return settings.var_dir / "log" / f"{name}.log"


def desk_spec(settings: Settings, env: Mapping[str, str]) -> Spec:
    """The front desk."""
    return Spec("front desk", [sys.executable, "-m", "bot", "serve"], log_file(settings, "desk"), env)


def actions_spec(settings: Settings) -> Spec:
    """The action server, reachable from this machine only."""
    port = str(urlsplit(settings.actions_url).port)
    return Spec(
        "action server", [sys.executable, "-m", "actions", "--port", port], log_file(settings, "actions")
    )


def rasa_spec(settings: Settings) -> Spec:
    """The Rasa server, reachable from this machine only."""
    parts = urlsplit(settings.rasa_url)
    command = [
        str(rasa_python()), "-m", "rasa", "run",
        "--interface", str(parts.hostname), "--port", str(parts.port),
        "--model", str(settings.var_dir / MODEL),
        "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
    ]  # fmt: skip
    env = {
        **QUIET_RASA,
        **FEW_THREADS,
        "AKARI_ACTIONS_URL": settings.actions_url,
        "AKARI_TRACKER_DB": str(settings.var_dir / "tracker.sqlite"),
    }
    return Spec("Rasa", command, log_file(settings, "rasa"), env)


def train_command() -> list[str]:
    """Trains the Rasa model when what it is made from has changed."""
    return [str(rasa_python()), "-m", "bot.nlu.train"]


def screening_train_command() -> list[str]:
    """Trains the screening's second stage when what it is made from has changed."""
    return [sys.executable, "-m", "bot.screening.train"]


def simulator_spec(settings: Settings, secret: str, token: str) -> Spec:
    """The stand-in of the LINE platform with its simulator page."""
    webhook = f"http://{settings.host}:{settings.port}/webhooks/line"
    command = [
        sys.executable,
        "-m",
        "tests.platforms.line",
        "--port",
        str(settings.simulator_port),
        "--webhook",
        webhook,
    ]
    command += ["--secret", secret, "--token", token]
    return Spec("LINE simulator", command, log_file(settings, "simulator"))
