"""Starts the stand-in with its page: python -m tests.platforms.line --help"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal

from tests.platforms.line.app import line_app
from tests.platforms.line.serving import serving
from tests.platforms.line.state import Line
from tests.platforms.line.webhook import Webhook


def main() -> None:
    """Read the arguments and serve until a signal."""
    args = _arguments()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(args))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.platforms.line", description="A stand-in for LINE."
    )
    parser.add_argument("--port", type=int, default=8010)
    parser.add_argument(
        "--webhook", default="http://127.0.0.1:8000/webhooks/line", help="the front desk's URL"
    )
    parser.add_argument("--secret", required=True, help="the channel secret that signs webhooks")
    parser.add_argument("--token", required=True, help="the channel access token that is accepted")
    parser.add_argument("--quota", type=int, default=200, help="pushes a month; negative: no limit")
    return parser.parse_args()


async def _serve(args: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    line = Line(args.token, quota=None if args.quota < 0 else args.quota)
    webhook = Webhook(line, args.webhook, args.secret)
    try:
        async with serving(line_app(line, webhook), args.port) as base:
            print(f"LINE simulator: {base}/simulator", flush=True)
            await stopped.wait()
    finally:
        await webhook.close()


if __name__ == "__main__":
    main()
