"""What LINE takes as a Flex message."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.platforms.line.actions import ANYWHERE, IN_BUTTON
from tests.platforms.line.checks import (
    Check,
    Problems,
    boolean,
    both,
    by_type,
    items,
    number,
    one_of,
    say,
    shape,
    text,
)
from tests.platforms.line.templates import COLOR, IMAGE

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
BUBBLES_MAX = 12

_SPACE = text(10, pattern=r"none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?(px|%)")
_SIZE = text(10, pattern=r"xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|full|\d+(\.\d+)?(px|%)")
_LENGTH = text(10, pattern=r"\d+(\.\d+)?(px|%)")
_RATIO = text(13, pattern=r"\d{1,6}:\d{1,6}")
_START = one_of("start", "end", "center")
_TOP = one_of("top", "bottom", "center")
_PLACE: dict[str, Check] = {
    "type": text(20),
    "flex": number(0, 100, whole=True),
    "margin": _SPACE,
    "position": one_of("relative", "absolute"),
    "offsetTop": _SPACE,
    "offsetBottom": _SPACE,
    "offsetStart": _SPACE,
    "offsetEnd": _SPACE,
}
_INK: dict[str, Check] = {
    "text": text(20_000),
    "size": _SIZE,
    "color": COLOR,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
_FITTED: dict[str, Check] = {"adjustMode": one_of("shrink-to-fit"), "scaling": boolean}


def _text_or_spans(value: Any, place: str, problems: Problems) -> None:
    if isinstance(value, dict) and not value.get("text") and not value.get("contents"):
        say(problems, f"{place}.text", "May not be empty")


_SPAN = shape({"type": one_of("span"), **_INK}, ("type", "text"))
_TEXT = both(
    shape(
        {
            **_PLACE,
            **_INK,
            **_FITTED,
            "align": _START,
            "gravity": _TOP,
            "wrap": boolean,
            "lineSpacing": _SPACE,
            "action": ANYWHERE,
            "maxLines": number(0, 1000, whole=True),
            "contents": items(_SPAN, 1, 100),
        }
    ),
    _text_or_spans,
)
_BUTTON = shape(
    {
        **_PLACE,
        **_FITTED,
        "color": COLOR,
        "style": one_of("primary", "secondary", "link"),
        "action": IN_BUTTON,
        "gravity": _TOP,
        "height": one_of("sm", "md"),
    },
    ("action",),
)
_IMAGE = shape(
    {
        **_PLACE,
        "url": IMAGE,
        "align": _START,
        "gravity": _TOP,
        "size": _SIZE,
        "aspectRatio": _RATIO,
        "aspectMode": one_of("cover", "fit"),
        "backgroundColor": COLOR,
        "action": ANYWHERE,
        "animated": boolean,
    },
    ("url",),
)
_ICON = shape({**_PLACE, "url": IMAGE, "size": _SIZE, "aspectRatio": _RATIO, "scaling": boolean}, ("url",))
_SEPARATOR = shape({"type": text(20), "margin": _SPACE, "color": COLOR})
_FILLER = shape({"type": text(20), "flex": number(0, 100, whole=True)})
_GRADIENT = shape(
    {
        "type": one_of("linearGradient"),
        "angle": text(10),
        "startColor": COLOR,
        "endColor": COLOR,
        "centerColor": COLOR,
        "centerPosition": text(10),
    },
    ("type", "angle", "startColor", "endColor"),
)
_BOX_FIELDS: dict[str, Check] = {
    **_PLACE,
    **dict.fromkeys(("spacing", "cornerRadius"), _SPACE),
    **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), _LENGTH),
    **{f"padding{side}": _SPACE for side in ("All", "Top", "Bottom", "Start", "End")},
    "layout": one_of("horizontal", "vertical", "baseline"),
    "backgroundColor": COLOR,
    "borderColor": COLOR,
    "borderWidth": text(12, pattern=r"none|light|normal|medium|semi-bold|bold|\d+(\.\d+)?px"),
    "action": ANYWHERE,
    "justifyContent": one_of(
        "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
    ),
    "alignItems": one_of("center", "flex-start", "flex-end"),
    "background": _GRADIENT,
}


def _box(value: Any, place: str, problems: Problems) -> None:
    """What a box may hold depends on its layout."""
    baseline = isinstance(value, dict) and value.get("layout") == "baseline"
    inside = by_type(lambda: _IN_BASELINE if baseline else _IN_BOX)
    fields = {**_BOX_FIELDS, "contents": items(inside, 0, 200)}
    shape(fields, ("layout", "contents"))(value, place, problems)


_IN_BASELINE: Mapping[str, Check] = {"icon": _ICON, "text": _TEXT, "filler": _FILLER}
_IN_BOX: Mapping[str, Check] = {
    "box": _box,
    "button": _BUTTON,
    "image": _IMAGE,
    "text": _TEXT,
    "separator": _SEPARATOR,
    "filler": _FILLER,
}
_ONLY_BOX = by_type(lambda: {"box": _box})
_HERO = by_type(lambda: {"box": _box, "image": _IMAGE})
_BLOCK_STYLE = shape({"backgroundColor": COLOR, "separator": boolean, "separatorColor": COLOR})


def _within(limit: int) -> Check:
    def check(value: Any, place: str, problems: Problems) -> None:
        if len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")) > limit:
            say(problems, place, f"Size must be at most {limit} bytes")

    return check


_BUBBLE = both(
    shape(
        {
            "type": one_of("bubble"),
            "direction": one_of("ltr", "rtl"),
            "header": _ONLY_BOX,
            "hero": _HERO,
            "body": _ONLY_BOX,
            "footer": _ONLY_BOX,
            "action": ANYWHERE,
            "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
            "styles": shape(dict.fromkeys(("header", "hero", "body", "footer"), _BLOCK_STYLE)),
        },
        ("type",),
    ),
    _within(BUBBLE_BYTES),
)
_CAROUSEL = both(
    shape(
        {"type": one_of("carousel"), "contents": items(by_type(lambda: {"bubble": _BUBBLE}), 1, BUBBLES_MAX)},
        ("contents",),
    ),
    _within(CAROUSEL_BYTES),
)
CONTAINER = by_type(lambda: {"bubble": _BUBBLE, "carousel": _CAROUSEL})
