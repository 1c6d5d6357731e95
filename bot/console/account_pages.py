"""Signing in, signing out, changing the password."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from bot.console import render
from bot.console.forms import read_form
from bot.console.gate import COOKIE, Gate, may_edit, may_read, refuse_foreign
from bot.console.passwords import PASSWORD_MIN, WeakPassword
from bot.console.route import SIGN_IN
from bot.console.sign_ins import FAILURE_WINDOW, Busy, SignInDesk, TooManyFailures, WrongPassword
from bot.desk.ports import Clock, SignIn

QUEUE = "/console"
EDITOR = "/console/editor/"
_OWN_PAGE = re.compile(r"/console(/[a-z0-9/-]*)?")

_WRONG = "ログイン名かパスワードが違います。もう一度お試しください。"
_BUSY = "いま混み合っています。少し待って、もう一度お試しください。"
_MINUTES = int(FAILURE_WINDOW.total_seconds()) // 60
_THROTTLED = (
    f"続けて失敗したため、いまはサインインできません。{_MINUTES}分ほど待って、もう一度お試しください。"
)


@dataclass(frozen=True, slots=True)
class AccountPages:
    """The pages about oneself."""

    desk: SignInDesk
    gate: Gate
    clock: Clock

    async def ask(self, request: Request) -> Response:
        """The sign-in page; whoever is signed in already goes on."""
        following = _own_page(request.query_params.get("next", ""))
        if (sign_in := await self.desk.current(request.cookies.get(COOKIE))) is not None:
            return render.go(_first_page(sign_in, following))
        return _sign_in_page(following, done=request.query_params.get("done", ""))

    async def sign_in(self, request: Request) -> Response:
        """Check login and password and hand out the cookie."""
        refuse_foreign(request)
        form = await read_form(request)
        login, following = form.get("login", ""), _own_page(form.get("next", ""))
        try:
            opened = await self.desk.open(login, form.get("password", ""))
        except WrongPassword:
            return _sign_in_page(following, status=401, error=_WRONG, login=login)
        except TooManyFailures:
            return _sign_in_page(following, status=429, error=_THROTTLED, login=login)
        except Busy:
            return _sign_in_page(following, status=503, error=_BUSY, login=login)
        response = render.go(_first_page(await self.desk.current(opened.token), following))
        self.gate.give_cookie(response, opened, self.clock.now())
        return response

    async def sign_out(self, request: Request) -> Response:
        """End the sign-in here and in the store."""
        sign_in, _form = await self.gate.posted(request)
        await self.desk.end(sign_in)
        response = render.go(f"{SIGN_IN}?done=signed-out")
        self.gate.take_cookie(response)
        return response

    async def password(self, request: Request) -> Response:
        """The page to change one's password."""
        return _password_page(await self.gate.anybody(request))

    async def change_password(self, request: Request) -> Response:
        """Change it when the current one is right and the new one is long enough."""
        sign_in, form = await self.gate.posted(request)
        wanted = form.get("wanted", "")
        if wanted != form.get("again", ""):
            return _password_page(sign_in, status=400, error="新しいパスワードが、2回で一致しません。")
        try:
            await self.desk.change_password(sign_in, form.get("current", ""), wanted)
        except WrongPassword:
            return _password_page(sign_in, status=400, error="いまのパスワードが違います。")
        except TooManyFailures:
            return _password_page(sign_in, status=429, error=_THROTTLED)
        except Busy:
            return _password_page(sign_in, status=503, error=_BUSY)
        except WeakPassword as error:
            return _password_page(sign_in, status=400, error=str(error))
        return _password_page(sign_in, done=True)


def _own_page(address: str) -> str:
    """The page to go on to: one of the console's own, else the queue."""
    return address if _OWN_PAGE.fullmatch(address) and not address.startswith(SIGN_IN) else QUEUE


def _first_page(sign_in: SignIn | None, following: str) -> str:
    """Where to go on: who may edit and read no conversations has nothing to do at the queue."""
    edits = sign_in is not None and may_edit(sign_in) and not may_read(sign_in)
    return EDITOR if edits and following == QUEUE else following


def _sign_in_page(
    following: str, *, status: int = 200, error: str = "", login: str = "", done: str = ""
) -> Response:
    return render.page(
        "sign_in.html",
        status=status,
        sign_in=None,
        following=following,
        error=error,
        login=login,
        signed_out=done == "signed-out",
    )


def _password_page(sign_in: SignIn, *, status: int = 200, error: str = "", done: bool = False) -> Response:
    return render.page(
        "password.html", status=status, sign_in=sign_in, error=error, done=done, length=PASSWORD_MIN
    )
