"""The services that have dated sessions, as people name them."""

from __future__ import annotations

import unicodedata

NAMES: dict[str, tuple[str, ...]] = {
    "family_class": ("家族教室",),
    "family_association": ("家族会", "定例会", "親の会"),
    "association_seminar": ("共催セミナー", "セミナー", "講演会"),
    "staff_training": ("従事者研修", "支援者研修", "研修会"),
    "case_study_meeting": ("事例検討会", "事例検討"),
    "network_meeting": ("ネットワーク会議", "実務者会議", "代表者会議"),
    "outreach_lecture": ("出前講座",),
    "supporter_training": ("サポーター養成研修", "サポーター養成", "サポーター研修", "サポーター"),
    "citizen_forum": ("市民フォーラム", "フォーラム"),
}


def label(service: str) -> str:
    """A service's name."""
    return NAMES[service][0]


def named(text: str) -> str | None:
    """The one service a text names; None when it names none or several."""
    plain = unicodedata.normalize("NFKC", text)
    found = {service for service, names in NAMES.items() if any(name in plain for name in names)}
    return found.pop() if len(found) == 1 else None
