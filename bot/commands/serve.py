"""`akari serve`: the front desk alone."""

from __future__ import annotations

import signal
import sys

import uvicorn

from bot.settings import Settings


def serve(settings: Settings) -> None:
    """Serve until stopped. The worker runs inside."""
    from bot.app import desk_app

    # Having finished what was in hand, uvicorn raises the signal once more: a clean end, not a death.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        desk_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        # Our own handler stands: uvicorn's would print tracebacks, and with them anybody's words.
        log_config=None,
        log_level="warning",
        timeout_graceful_shutdown=10,
        server_header=False,
        proxy_headers=bool(settings.public_url),
    )
