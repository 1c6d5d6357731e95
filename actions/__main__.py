"""The action server: `python -m actions --port 5055`, on this machine only."""

from __future__ import annotations

import argparse
import asyncio
import logging
import warnings

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

HERE_ONLY = "127.0.0.1"


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=5055, help="port on the loopback interface")
    port = parser.parse_args().port
    # The server of Rasa 3.6 and this newer SDK speak the same protocol; the warning is noise.
    logging.getLogger("rasa_sdk.utils").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", category=UserWarning, module="rasa_sdk")
    app = create_app(_executor(), cors_origins=None)
    print(f"action server on {HERE_ONLY}:{port}", flush=True)  # noqa: T201
    app.run(host=HERE_ONLY, port=port, single_process=True, access_log=False, motd=False)


def _executor() -> ActionExecutor:
    # rasa_sdk starts tasks in its constructor's loop on some paths; one must exist.
    asyncio.set_event_loop(asyncio.new_event_loop())
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


if __name__ == "__main__":
    main()
