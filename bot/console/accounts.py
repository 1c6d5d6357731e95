"""Accounts of the staff, made from the command line or at the console."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.console import passwords
from bot.desk.ports import Clock, Store

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,59}")
DISPLAY_NAME_MAX = 20
"""Characters; the narrowest channel shows no more of a sender's name."""
ROLES = ("counselor", "editor", "admin")
ADMIN = "admin"
READERS = frozenset({"counselor", ADMIN})
"""Roles that may read conversations."""
EDITORS = frozenset({"editor", ADMIN})
"""Roles that may edit what the assistant tells."""


class AccountError(ValueError):
    """An account cannot be made; the message says why, `field` which value is wrong."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


class LoginTaken(AccountError):
    """Another account has this login."""

    def __init__(self, login: str) -> None:
        super().__init__("login", f"{login} is taken")


def normalized_login(login: str) -> str:
    """The one form in which a login is stored and looked up."""
    return unicodedata.normalize("NFKC", login).strip().lower()


async def create_counselor(
    store: Store,
    clock: Clock,
    login: str,
    display_name: str,
    roles: Iterable[str] = ("counselor",),
    password: str | None = None,
) -> str:
    """Make an account and return its password, to be shown once; AccountError says what is wrong.

    Without a password one of 19 characters is made up.
    """
    login, name, wanted = normalized_login(login), _checked_name(display_name), checked_roles(roles)
    if not LOGIN.fullmatch(login):
        raise AccountError("login", "3 to 60 of a-z 0-9 . _ @ -, beginning with a letter or digit")
    chosen = passwords.generate() if password is None else password
    try:
        passwords.check_strength(chosen, login)
    except passwords.WeakPassword as error:
        raise AccountError("password", str(error)) from None
    hashed = await passwords.hash_password(chosen)
    async with store.write() as uow:
        if await uow.counselors.by_login(login) is not None:
            raise LoginTaken(login)
        await uow.counselors.add(login, name, hashed, wanted, clock.now())
    return chosen


def _checked_name(display_name: str) -> str:
    name = display_name.strip()
    if not 1 <= len(name) <= DISPLAY_NAME_MAX or not name.isprintable():
        raise AccountError("display name", f"1 to {DISPLAY_NAME_MAX} characters on one line")
    return name


def checked_roles(roles: Iterable[str]) -> list[str]:
    """The roles without repetition; AccountError when there is none or an unknown one."""
    wanted = list(dict.fromkeys(roles))
    if not wanted or not set(wanted) <= set(ROLES):
        raise AccountError("roles", f"one or more of {', '.join(ROLES)}")
    return wanted
