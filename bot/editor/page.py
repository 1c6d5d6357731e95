"""What a page of one's own in the editor stands on."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette_admin.flash import flash, get_flashed_messages
from starlette_admin.views import CustomView

from bot.desk.ports import SignIn
from bot.editor.parts import EditorParts
from bot.guide.keeping.history import RowNotFound

BASE = "/console/editor"
_ID_MAX = 2**31 - 1


def editor_of(request: Request) -> SignIn:
    """Who is at the screen."""
    return cast(SignIn, request.state.sign_in)


def go(path: str) -> Response:
    """Send the browser to another page of the editor: go("/history")."""
    return RedirectResponse(f"{BASE}{path}", 303)


def note(request: Request, text: str, *, good: bool = True) -> None:
    """Words to show once on the next page."""
    flash(request, text, "success" if good else "error")


def typed(form: FormData, name: str) -> str:
    """A field's text; "" when it is missing or a file."""
    value = form.get(name, "")
    return "" if isinstance(value, UploadFile) else value


def row_id(request: Request, name: str) -> int:
    """The id of a row in the address; RowNotFound for one that no row can have."""
    found = int(request.path_params[name])
    if found > _ID_MAX:
        raise RowNotFound
    return found


class EditorPage(CustomView):
    """A page with routes of its own: decorate methods with `starlette_admin.routing.route`.

    Requests have passed the gate: the sign-in is an editor's and a posted form's token is right.
    """

    def __init__(self, parts: EditorParts) -> None:
        super().__init__()
        self.parts = parts

    async def index(self, request: Request) -> Response:
        """No page at the path itself, unless a subclass has a `@route("")`."""
        raise NotImplementedError

    @property
    def now(self) -> datetime:
        """The moment, for use cases."""
        return self.parts.clock.now()

    def show(self, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
        """A template of this folder as the answer."""
        if self.templates is None:
            raise RuntimeError("the page is not mounted")
        context = {"title": self.title(request), "flashed_messages": get_flashed_messages(request), **values}
        return self.templates.TemplateResponse(request, template, context, status_code=status)

    @property
    def address(self) -> str:
        """Where the menu leads."""
        return f"{BASE}{self.path}"

    def is_active(self, request: Request) -> bool:
        return str(request.url.path).startswith(self.address)
