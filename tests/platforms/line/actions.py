"""What LINE takes as an action, by the place where the action stands."""

from __future__ import annotations

from collections.abc import Mapping

from tests.platforms.line.checks import Check, by_type, one_of, shape, text, uri

DATA = text(300)
URIS = ("https?", "line", "tel")

_DATE = r"[0-9T:t-]+"


def actions(label_max: int, *, label_required: bool, phone_only: bool = False) -> Check:
    """An action; `phone_only` kinds (camera, location) stand in quick replies alone."""
    kinds = _kinds(label_max, label_required=label_required)
    if not phone_only:
        kinds = {name: check for name, check in kinds.items() if name not in _PHONE_ONLY}
    return by_type(lambda: kinds)


_PHONE_ONLY = ("camera", "cameraRoll", "location")


def _kinds(label_max: int, *, label_required: bool) -> Mapping[str, Check]:
    label = text(label_max)

    def action(fields: Mapping[str, Check], *required: str) -> Check:
        always = ("type", "label") if label_required else ("type",)
        return shape({"type": text(20), "label": label, **fields}, (*always, *required))

    postback = {
        "data": DATA,
        "displayText": text(300),
        "text": text(300),
        "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
        "fillInText": text(300),
    }
    date = {"data": DATA, "mode": one_of("date", "time", "datetime")}
    moment = text(20, pattern=_DATE)
    return {
        "message": action({"text": text(300)}, "text"),
        "uri": action({"uri": uri(1000, *URIS), "altUri": shape({"desktop": uri(1000, *URIS)})}, "uri"),
        "postback": action(postback, "data"),
        "datetimepicker": action({**date, "initial": moment, "max": moment, "min": moment}, "data", "mode"),
        "clipboard": action({"clipboardText": text(1000)}, "clipboardText"),
        "richmenuswitch": action({"richMenuAliasId": text(32), "data": DATA}, "richMenuAliasId", "data"),
        "camera": action({}),
        "cameraRoll": action({}),
        "location": action({}),
    }


IN_QUICK_REPLY = actions(20, label_required=True, phone_only=True)
IN_TEMPLATE = actions(20, label_required=True)
IN_BUTTON = actions(20, label_required=True)
ANYWHERE = actions(40, label_required=False)
