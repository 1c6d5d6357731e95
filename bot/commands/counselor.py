"""`akari counselor add`: a new sign-in for the console."""

from __future__ import annotations

import sys

from bot.clock import SystemClock
from bot.console.accounts import create_counselor
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore


async def add(settings: Settings, login: str, name: str, roles: list[str]) -> None:
    """Create the counselor and show the password, this once."""
    store = SqlStore.at(settings.database_url)
    try:
        password = await create_counselor(store, SystemClock(), login, name, roles)
    except ValueError as error:
        print(str(error), file=sys.stderr)
        raise SystemExit(1) from None
    finally:
        await store.close()
    print(f"名前: {login}\nパスワード: {password}\n（パスワードは一度しか表示しません）")
