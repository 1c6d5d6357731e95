"""Why a request is not possible, with kind words for the person."""

from __future__ import annotations


class RequestRefused(Exception):
    """A request cannot be made or changed like this. `text` is what is said."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class RequestFieldInvalid(RequestRefused):
    """A field is missing or wrong. `field` names it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


class RequestNotFound(RequestRefused):
    """The person has no such request."""

    def __init__(self) -> None:
        super().__init__("そのお申し込みは見つかりませんでした。")


class RequestChanged(RequestRefused):
    """Somebody else of the staff has changed the request since it was looked at."""

    def __init__(self) -> None:
        super().__init__("ほかの担当者が先に変更しました。いまの状態を確かめてください。")


class RequestFinished(RequestRefused):
    """The request is done or cancelled already, or somebody else has just changed it."""

    def __init__(self) -> None:
        super().__init__("そのお申し込みは、もう状態が変わっています。いまの状態をお確かめください。")
