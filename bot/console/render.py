"""Pages out of templates, with the headers that every page of the console carries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.console import labels, times, told
from bot.console.assets import address
from bot.console.errors import Refusal

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_pages.filters.update(
    category_label=labels.category, role_label=labels.role, topic_label=told.topic, person_label=told.person
)
_pages.globals.update(labels=labels, times=times, asset=address)


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A template as a response."""
    return HTMLResponse(_pages.get_template(template).render(**values), status, headers=HEADERS)


def data(content: dict[str, Any], *, status: int = 200) -> JSONResponse:
    """An answer for the page's script."""
    return JSONResponse(content, status, headers=HEADERS)


def go(address: str) -> RedirectResponse:
    """Send the browser to another page of the console after a form."""
    return RedirectResponse(address, 303, headers=HEADERS)


def refusal(reason: Refusal) -> HTMLResponse:
    """A page that says why something is not possible."""
    return page(
        "refusal.html", status=reason.status, title=reason.title, text=reason.text, sign_in=reason.sign_in
    )
