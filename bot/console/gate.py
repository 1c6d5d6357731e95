"""Who is asking: the cookie, the role, and the token of every form."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from fastapi.responses import Response

from bot.console.accounts import ADMIN, EDITORS, READERS
from bot.console.errors import NotSignedIn, forbidden_admin, forbidden_role, foreign_form, stale_form
from bot.console.forms import Form, read_form
from bot.console.sign_ins import Opened, SignInDesk
from bot.desk.ports import SignIn

COOKIE = "akari_console"
COOKIE_PATH = "/console"


def may_read(sign_in: SignIn) -> bool:
    """Whether the account may read conversations."""
    return not READERS.isdisjoint(sign_in.counselor.roles)


def may_edit(sign_in: SignIn) -> bool:
    """Whether the account may edit what the assistant tells."""
    return not EDITORS.isdisjoint(sign_in.counselor.roles)


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets requests in."""

    desk: SignInDesk
    secure_cookies: bool

    async def anybody(self, request: Request) -> SignIn:
        """The sign-in of the request, or NotSignedIn."""
        sign_in = await self.desk.current(request.cookies.get(COOKIE))
        if sign_in is None:
            raise NotSignedIn
        return sign_in

    async def reader(self, request: Request) -> SignIn:
        """The sign-in of somebody who may read conversations."""
        sign_in = await self.anybody(request)
        if not may_read(sign_in):
            raise forbidden_role(sign_in)
        return sign_in

    async def posted(self, request: Request) -> tuple[SignIn, Form]:
        """Who posts, and the form, after its token was checked."""
        refuse_foreign(request)
        sign_in = await self.anybody(request)
        form = await read_form(request)
        if not hmac.compare_digest(form.get("csrf", "").encode(), sign_in.csrf.encode()):
            raise stale_form()
        return sign_in, form

    async def reader_posted(self, request: Request) -> tuple[SignIn, Form]:
        """As `posted`, for somebody who may read conversations."""
        sign_in, form = await self.posted(request)
        if not may_read(sign_in):
            raise forbidden_role(sign_in)
        return sign_in, form

    async def admin(self, request: Request) -> SignIn:
        """The sign-in of an administrator."""
        return _admin(await self.anybody(request))

    async def admin_posted(self, request: Request) -> tuple[SignIn, Form]:
        """As `posted`, for an administrator."""
        sign_in, form = await self.posted(request)
        return _admin(sign_in), form

    def give_cookie(self, response: Response, opened: Opened, now: datetime) -> None:
        """Hand the token to the browser; no script can read it."""
        response.set_cookie(
            COOKIE,
            opened.token,
            max_age=int((opened.expires_at - now).total_seconds()),
            path=COOKIE_PATH,
            secure=self.secure_cookies,
            httponly=True,
            samesite="lax",
        )

    def take_cookie(self, response: Response) -> None:
        """Make the browser forget the token."""
        response.delete_cookie(
            COOKIE, path=COOKIE_PATH, secure=self.secure_cookies, httponly=True, samesite="lax"
        )


def _admin(sign_in: SignIn) -> SignIn:
    if ADMIN not in sign_in.counselor.roles:
        raise forbidden_admin(sign_in)
    return sign_in


def refuse_foreign(request: Request) -> None:
    """Browsers say where a request comes from: forms of other sites are refused."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise foreign_form()
