"""What the console is built from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk.bell import Bell
from bot.desk.counsel import Counsel
from bot.desk.ports import Clock, Store


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """The front desk as the console sees it.

    `secure_cookies` says whether browsers reach the console over https.
    """

    store: Store
    counsel: Counsel
    bell: Bell
    clock: Clock
    secure_cookies: bool
