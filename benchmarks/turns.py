"""`make bench`: a turn through the whole LINE route on the stand-in, and the memory of each process."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import yaml

from bot.clock import SystemClock
from bot.commands.rasa_up import rasa_up
from bot.guide.keeping.samples import load_samples
from bot.settings import load_settings
from bot.store.unit_of_work import SqlStore
from tests.platforms.line.app import line_app
from tests.platforms.line.phone import Phone
from tests.platforms.line.serving import serving
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook
from tests.processes import ROOT, SECRET, TOKEN, DeskProcess

TURNS = 100
WARM_UP = 5
HERE = Path(__file__).parent


def _messages() -> list[str]:
    topics = yaml.safe_load((HERE / "heldout" / "topics.yml").read_text(encoding="utf-8"))
    texts = [texts[number] for number in range(3) for texts in topics.values()]
    return texts[: TURNS + WARM_UP]


async def _turn(phone: Phone, text: str) -> float:
    before = len(phone.person.chat)
    began = time.perf_counter()
    await phone.say(text)
    while not any(entry.side == "account" for entry in phone.person.chat[before:]):
        await asyncio.sleep(0.001)
    return time.perf_counter() - began


def _memory() -> dict[str, float]:
    found: dict[str, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text().replace("\0", " ")
            status = (folder / "status").read_text()
        except OSError:
            continue
        for name, sign in (
            ("front desk", "-m bot serve"),
            ("Rasa", "-m rasa run"),
            ("action server", "-m actions"),
        ):
            if sign in command:
                kilobytes = int(status.split("VmRSS:")[1].split()[0])
                found[name] = max(found.get(name, 0.0), kilobytes / 1024)
    return found


async def _samples(desk: DeskProcess) -> None:
    """Dates and places to show, as an installation has them."""
    store = SqlStore.at(f"sqlite+aiosqlite:///{desk.database}")
    await load_samples(store, ROOT / "data" / "samples", SystemClock().now())
    await store.close()


async def measure() -> list[str]:
    """The figures as lines of Markdown."""
    line = Line(TOKEN, quota=None)
    with tempfile.TemporaryDirectory() as name:
        async with rasa_up(load_settings()) as up:
            env = {"AKARI_RASA_URL": up.rasa_url, "AKARI_VAR_DIR": str(up.var_dir.resolve())}
            desk = DeskProcess(Path(name), env)
            webhook = Webhook(line, desk.webhook, SECRET)
            async with serving(line_app(line, webhook)) as api:
                desk.env["AKARI_LINE_API_BASE"] = api
                began = time.perf_counter()
                await desk.start()
                started = time.perf_counter() - began
                await _samples(desk)
                texts = _messages()
                times = [await _turn(Phone(line, webhook, f"p{n}"), text) for n, text in enumerate(texts)]
                memory = _memory()
            await desk.stop()
            await webhook.close()
    cuts = statistics.quantiles(times[WARM_UP:], n=20)
    rows = [
        ("turn, webhook to reply on LINE, p50", f"{1000 * cuts[9]:.0f} ms"),
        ("turn, webhook to reply on LINE, p95", f"{1000 * cuts[18]:.0f} ms"),
        ("front desk answers after its start", f"{started:.1f} s"),
        *((f"memory of the {name}", f"{size:.0f} MB") for name, size in sorted(memory.items())),
    ]
    return ["| measure | value |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)]


if __name__ == "__main__":
    print("\n".join(asyncio.run(measure())))
