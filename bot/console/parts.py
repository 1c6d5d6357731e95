"""What the console is built from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.desk.bell import Bell
from bot.desk.counsel import Counsel
from bot.desk.ports import Clock, Store
from bot.guide.roster import Roster


def _nothing() -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """The front desk as the console sees it.

    `secure_cookies` says whether browsers reach the console over https. `state` looks at the
    installation and says in sentences what is missing or wrong; it may read files. `roster` is
    the duty roster in use, None where nobody told the console.
    """

    store: Store
    counsel: Counsel
    bell: Bell
    clock: Clock
    secure_cookies: bool
    state: Callable[[], list[str]] = _nothing
    roster: Callable[[], Roster] | None = None
