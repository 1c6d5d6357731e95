"""The admin site: the library's lists and forms, in the console's look and behind its gate."""

from __future__ import annotations

import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette_admin.base import BaseAdmin
from starlette_admin.i18n import I18nConfig
from starlette_admin.views import BaseModelView

from bot.console import assets, labels, render, times
from bot.console.errors import Refusal, away_or_refusal
from bot.desk.ports import StoreConflict, StoreUnavailable
from bot.editor import japanese, pages
from bot.editor.flash import EditorFlash
from bot.editor.gate import EditorGate
from bot.editor.home import Home
from bot.editor.parts import EditorParts
from bot.guide.keeping.history import ChangeRefused, RowNotFound

BASE = "/console/editor"
_FOLDER = Path(__file__).parent
_STATIC = _FOLDER / "static"
_KEPT_ROUTES = frozenset({"list", "create", "edit", "detail"})
"""The library's pages in use; its JSON routes for actions, import and inline editing are not."""


def editor_mount(parts: EditorParts) -> Mount:
    """All pages under /console/editor, as one route of the web application."""
    japanese.install()
    site = EditorSite(parts)
    for make in (*pages.OWN, *parts.pages):
        site.add_view(make(parts))
    site.mount_to(Starlette())
    for error in (ChangeRefused, Refusal, StoreConflict, StoreUnavailable):
        site.app.add_exception_handler(error, _refused)
    return Mount(
        BASE, app=site.app, name=site.route_name, middleware=[Middleware(EditorGate, gate=parts.gate)]
    )


class EditorSite(BaseAdmin):
    """The library's site without what the console has of its own: sign-in and form tokens."""

    def __init__(self, parts: EditorParts) -> None:
        self._parts = parts
        super().__init__(
            title="ご案内の編集",
            base_url=BASE,
            route_name="editor",
            templates_dir=str(_FOLDER / "templates"),
            static_dir=str(_STATIC),
            index_view=Home(parts),
            # Signs only the notes between two pages, which live for minutes.
            secret_key=secrets.token_hex(32),
            i18n_config=I18nConfig(japanese.LOCALE, None, None),
            timezone_config=None,
        )
        self.templates.env.globals.update(
            asset=_asset,
            console_asset=assets.address,
            csrf_input=_csrf_input,
            page_query=_page_query,
            times=times,
            labels=labels,
        )

    def _init_csrf(self) -> None:
        """The gate has compared the token of every posted form with the sign-in's own."""

    def _init_flash(self) -> None:
        assert self.secret_key is not None  # noqa: S101 - the constructor has set it
        flash = Middleware(EditorFlash, secret_key=self.secret_key, secure=self._parts.secure_cookies)
        self.middlewares.append(flash)

    async def _create_default_obj(self, request: Request, view: BaseModelView) -> dict[str, Any]:
        """What an empty form begins with; `?from=` takes it from another row."""
        origin = request.query_params.get("from")
        row = await view.find_by_pk(request, origin) if origin else None
        if row is None:
            return await super()._create_default_obj(request, view)
        return await view.serialize(row, request)

    def _collect_core_routes(self) -> list[Route]:
        return [route for route in super()._collect_core_routes() if route.name in _KEPT_ROUTES]


def _asset(name: str) -> str:
    """Where a browser gets a file of the editor; a new content has a new address."""
    version = sha256((_STATIC / name).read_bytes()).hexdigest()[:12]
    return f"{BASE}/static/{name}?v={version}"


def _csrf_input(request: Request) -> Markup:
    """The form token of the sign-in."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(request.state.sign_in.csrf)


def _page_query(request: Request, page: int) -> str:
    """The query of another page of the same list."""
    return str(request.query_params.__class__({**dict(request.query_params), "page": str(page)}))


async def _refused(request: Request, error: Any) -> Response:
    """A rule that was broken, or a store that does not answer, in words."""
    if isinstance(error, ChangeRefused):
        status = 404 if isinstance(error, RowNotFound) else 409
        error = Refusal(status, "操作できませんでした", error.text)
    reason = away_or_refusal(error) or Refusal(
        503, "いまつながりません", "少し待って、もう一度お試しください。"
    )
    reason.sign_in = reason.sign_in or request.state.sign_in
    return render.refusal(reason)
