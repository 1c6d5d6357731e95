"""What the web server is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.routing import Mount

from bot.desk.bell import Bell
from bot.desk.decline import Decline
from bot.desk.ports import Channel, Clock, Store
from bot.desk.receive import Receive

Health = Callable[[], Awaitable[Mapping[str, str]]]
"""Tells for "assistant" and "worker" whether it is "up", "loading" or "down"."""
Hook = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class WebParts:
    """Everything the application serves; the composition root fills it."""

    receive: Receive
    channels: Mapping[str, Channel]
    store: Store
    bell: Bell
    clock: Clock
    health: Health
    routers: Sequence[APIRouter] = ()
    mounts: Sequence[Mount] = ()
    """Applications of their own under a path, behind the same limits and guards."""
    startup: Sequence[Hook] = ()
    """Run in this order before the first request."""
    shutdown: Sequence[Hook] = ()
    """Run in this order after the last request."""
    front_page: bool = False
    line_simulator_url: str | None = None
    webchat_origins: Sequence[str] = ()
    """Origins of the pages that may embed the web chat, besides our own."""
    metrics_token: str | None = None
    """Lets a bearer of this token read /metrics from elsewhere than this machine."""
    decline: Decline | None = None
    """Leaves groups and rooms."""
    deadline_s: float = 8.0
    """The longest a platform waits for the answer to a webhook, in seconds."""
