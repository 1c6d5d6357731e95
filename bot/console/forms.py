"""Reading the console's small forms."""

from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import Request

from bot.console.errors import form_too_large, unreadable

FORM_BYTES_MAX = 100_000
"""Bytes of a form's body: 4,000 characters take at most 48,000 when they are encoded."""
FIELDS_MAX = 20

_KEPT_CONTROLS = "\n\t"

Form = dict[str, str]


async def read_form(request: Request) -> Form:
    """The fields of a url-encoded form; the last one of a name counts."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES_MAX:
            raise form_too_large()
    try:
        fields = parse_qsl(
            body.decode("latin-1"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="replace",
            max_num_fields=FIELDS_MAX,
        )
    except ValueError:
        raise unreadable() from None
    return {name: clean(value) for name, value in fields}


def clean(text: str) -> str:
    """The text with one kind of line break and without control characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in plain if (sign >= " " and sign != "\x7f") or sign in _KEPT_CONTROLS)
