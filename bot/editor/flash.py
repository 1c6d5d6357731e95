"""Notes that are shown once on the next page: 「保存しました」."""

from __future__ import annotations

from starlette.middleware.base import RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp
from starlette_admin.flash import FlashMiddleware

PATH = "/console/editor"
_COOKIE = "starlette_admin_flash"


class EditorFlash(FlashMiddleware):
    """The library's notes in a cookie that goes to the editor's pages alone."""

    def __init__(self, app: ASGIApp, secret_key: str, *, secure: bool) -> None:
        super().__init__(app, secret_key)
        self._secure = secure

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        request.state.admin_flash_cookie = self._cookie
        request.state.admin_flash_pending = []
        request.state.admin_flash_consumed = False
        response = await call_next(request)
        if pending := request.state.admin_flash_pending:
            response.set_cookie(
                _COOKIE,
                self._cookie.dumps(pending),
                max_age=300,
                path=PATH,
                secure=self._secure,
                httponly=True,
                samesite="lax",
            )
        elif request.state.admin_flash_consumed and _COOKIE in request.cookies:
            response.delete_cookie(_COOKIE, path=PATH, secure=self._secure, httponly=True, samesite="lax")
        return response
