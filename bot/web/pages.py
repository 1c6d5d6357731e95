"""The pages of the web server's own: templates and what they show."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent
STATIC = _HERE / "static"

_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_WHAT_TO_DO = {
    404: ("ページが見つかりません", "アドレスがまちがっているか、ページがなくなったのかもしれません。"),
    403: ("このページは開けません", "開くための権限がないか、時間がたって無効になったのかもしれません。"),
    429: ("しばらくお待ちください", "何度も続けて開かれました。少し時間をおいて、もう一度お試しください。"),
    503: ("いま、つながりにくくなっています", "少し時間をおいて、もう一度お試しください。"),
}
_OTHERWISE = ("うまく表示できませんでした", "少し時間をおいて、もう一度お試しください。")


def error_page(status: int) -> str:
    """A page that says what happened and what to do."""
    title, advice = _WHAT_TO_DO.get(status, _OTHERWISE)
    return _templates.get_template("error.html").render(title=title, advice=advice, status=status)


def front_page(line_simulator_url: str | None, *, chat: bool) -> str:
    """The demo page; `chat` says whether the web chat is switched on."""
    return _templates.get_template("front.html").render(line_simulator_url=line_simulator_url, chat=chat)


def acknowledge_page(*, done: bool, known: bool) -> str:
    """The page behind a call to the person on duty."""
    return _templates.get_template("acknowledge.html").render(done=done, known=known)
