"""What LINE takes as a template."""

from __future__ import annotations

from typing import Any

from tests.platforms.line.actions import ANYWHERE, IN_TEMPLATE
from tests.platforms.line.checks import (
    Check,
    Problems,
    both,
    by_type,
    items,
    one_of,
    say,
    shape,
    text,
    units,
    uri,
)

IMAGE = uri(2000, "https")
COLOR = text(9, pattern=r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
_LOOK = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}


def _shorter_text(limit: int) -> Check:
    """Beside a title or an image there is less room for the text."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, dict) or not isinstance(value.get("text"), str):
            return
        if (value.get("title") or value.get("thumbnailImageUrl")) and units(value["text"]) > limit:
            say(problems, f"{place}.text", f"Length must be between 1 and {limit}")

    return check


def _same_number(value: Any, place: str, problems: Problems) -> None:
    columns = value.get("columns") if isinstance(value, dict) else None
    if isinstance(columns, list):
        lists = [column.get("actions") for column in columns if isinstance(column, dict)]
        if len({len(actions) for actions in lists if isinstance(actions, list)}) > 1:
            say(problems, f"{place}.columns", "The number of actions must be the same in all columns")


def _block(text_max: int, actions_max: int, **more: Check) -> Check:
    fields: dict[str, Check] = {
        "thumbnailImageUrl": IMAGE,
        "imageBackgroundColor": COLOR,
        "title": text(40),
        "text": text(text_max),
        "defaultAction": ANYWHERE,
        "actions": items(IN_TEMPLATE, 1, actions_max),
    }
    return both(shape({**fields, **more}, ("text", "actions")), _shorter_text(60))


_TYPE = text(20)
_CONFIRM = shape({"type": _TYPE, "text": text(240), "actions": items(IN_TEMPLATE, 2, 2)}, ("text", "actions"))
_CAROUSEL = shape({"type": _TYPE, "columns": items(_block(120, 3), 1, 10), **_LOOK}, ("columns",))
_IMAGES = shape({"imageUrl": IMAGE, "action": ANYWHERE}, ("imageUrl", "action"))

TEMPLATE = by_type(
    lambda: {
        "buttons": _block(160, 4, type=_TYPE, **_LOOK),
        "confirm": _CONFIRM,
        "carousel": both(_CAROUSEL, _same_number),
        "image_carousel": shape({"type": _TYPE, "columns": items(_IMAGES, 1, 10)}, ("columns",)),
    }
)
