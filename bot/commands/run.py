"""`akari run`: everything on one machine, from an empty folder to a chat that answers."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import time
from collections.abc import Mapping

import httpx

from bot.clock import SystemClock
from bot.commands.seed import seed_into
from bot.console.accounts import create_counselor
from bot.facts import Facts
from bot.facts_check import find
from bot.guide.errors import CatalogueError
from bot.guide.keeping.samples import load_samples
from bot.settings import Settings
from bot.store.migrate import migrate
from bot.store.unit_of_work import SqlStore
from bot.supervisor.family import Family
from bot.supervisor.specs import (
    FEW_THREADS,
    QUIET_RASA,
    actions_spec,
    desk_spec,
    rasa_spec,
    screening_train_command,
    simulator_spec,
    train_command,
)

READY_S = 180.0
"""How long Rasa may take to load before a person should look at its log, in seconds."""


def say(text: str) -> None:
    """A line for the person at the terminal."""
    print(text, flush=True)


async def run(settings: Settings) -> int:
    """Prepare, start everything, and stay until stopped; the exit code."""
    busy = [port for port in _ports(settings) if not _free(port)]
    if busy:
        say(
            f"ポート {', '.join(map(str, busy))} はほかのプログラムが使っています。止めてから、もう一度実行してください。"
        )
        return 1
    stopped = _stop_signal()
    await _prepare(settings)
    family = Family(say)
    try:
        await _start(settings, family, stopped)
        await stopped.wait()
    finally:
        say("止めています…")
        await family.stop()
        say("すべて止まりました。")
    return 0


def _ports(settings: Settings) -> list[int]:
    rasa, actions = httpx.URL(settings.rasa_url).port, httpx.URL(settings.actions_url).port
    ports = [settings.port, rasa or 5005, actions or 5055]
    return ports if settings.line_on else [*ports, settings.simulator_port]


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _stop_signal() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped


async def _prepare(settings: Settings) -> None:
    say("[1/4] データベースを用意しています…")
    await migrate(settings.database_url)
    say("[2/4] 案内のデータを入れています…")
    store = SqlStore.at(settings.database_url)
    try:
        await _seed(store, settings)
        await _first_counselor(store)
    finally:
        await store.close()


async def _seed(store: SqlStore, settings: Settings) -> None:
    try:
        await seed_into(store, settings)
        samples = await load_samples(store, settings.data_dir / "samples", SystemClock().now())
    except CatalogueError as error:
        # The desk is safe with what was published before, or with nothing: it starts all the same.
        say(f"      誤り: {error}")
    for finding in find(settings, SystemClock().now(), pagers=True):
        if finding.fault:
            say(f"      {finding}")
    missing = Facts(settings).profile.missing()
    if samples:
        say(f"      見本の日程と居場所を{samples}件入れました（編集の画面で、まとめて消せます）。")
    if missing:
        say(f"      まだ登録されていない市の情報が{len(missing)}件あります（`akari check` で一覧）。")


async def _first_counselor(store: SqlStore) -> None:
    async with store.read() as uow:
        if await uow.counselors.count():
            return
    password = await create_counselor(store, SystemClock(), "soudan", "相談員", ["counselor", "admin"])
    say("")
    say("      相談員の画面に入るための最初の名前とパスワードです。パスワードは一度しか表示しません。")
    say(f"        名前: soudan    パスワード: {password}")
    say("")


async def _start(settings: Settings, family: Family, stopped: asyncio.Event) -> None:
    say("[3/4] 受付を起動しています…")
    family.add(desk_spec(settings, _desk_env(settings, family)))
    family.add(actions_spec(settings))
    await _wait_until_up(f"http://{settings.host}:{settings.port}/healthz", stopped)
    _say_where(settings)
    say("[4/4] ことばの理解を用意しています（初回は数分かかります。チャットはもう使えます）…")
    for command in (screening_train_command(), train_command()):
        if not stopped.is_set() and not await _train(command, stopped):
            say("      学習に失敗しました。上の表示を確かめてください。自動の案内なしで動かしつづけます。")
            return
    if stopped.is_set():
        return
    family.add(rasa_spec(settings))
    if await _wait_until_up(settings.rasa_url, stopped):
        say("      自動の案内が答えられるようになりました。止めるときは Ctrl-C を押してください。")


def _desk_env(settings: Settings, family: Family) -> Mapping[str, str]:
    """Without a LINE account the desk talks to the simulator instead."""
    if settings.line_on:
        return FEW_THREADS
    secret, token = secrets.token_hex(16), secrets.token_hex(24)
    family.add(simulator_spec(settings, secret, token))
    simulator = f"http://127.0.0.1:{settings.simulator_port}"
    return {
        **FEW_THREADS,
        "AKARI_LINE_CHANNEL_SECRET": secret,
        "AKARI_LINE_CHANNEL_ACCESS_TOKEN": token,
        "AKARI_LINE_API_BASE": simulator,
        "AKARI_LINE_SIMULATOR_URL": f"{simulator}/simulator",
    }


def _say_where(settings: Settings) -> None:
    base = f"http://{settings.host}:{settings.port}"
    say("")
    say(f"      チャット（Web）     {base}/")
    say(f"      相談員の画面        {base}/console")
    if not settings.line_on:
        say(f"      LINEのシミュレータ  http://127.0.0.1:{settings.simulator_port}/simulator")
    say("")


async def _train(command: list[str], stopped: asyncio.Event) -> bool:
    process = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **QUIET_RASA}, start_new_session=True
    )
    ended, stopping = asyncio.create_task(process.wait()), asyncio.create_task(stopped.wait())
    await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not ended.done():
        os.killpg(process.pid, signal.SIGTERM)
    stopping.cancel()
    return await ended == 0 or stopped.is_set()


async def _wait_until_up(url: str, stopped: asyncio.Event) -> bool:
    deadline = time.monotonic() + READY_S
    async with httpx.AsyncClient(timeout=2.0) as client:
        while not stopped.is_set() and time.monotonic() < deadline:
            try:
                if (await client.get(url)).is_success:
                    return True
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.3)
    return False
