"""The console's Japanese words for levels, reasons, channels and the like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversation.assessment import About, Speaker
from bot.conversation.content import Author
from bot.conversation.entities import HandoffReason, MessageKind
from bot.conversation.levels import RiskLevel
from bot.conversation.status import Status
from bot.guide.requests.entities import RequestState


@dataclass(frozen=True, slots=True)
class Badge:
    """A level as word, sign and colour class; never colour alone."""

    word: str
    label: str
    sign: str


_BADGES = {
    RiskLevel.NONE: Badge("none", "通常", "○"),
    RiskLevel.ELEVATED: Badge("elevated", "注意", "◆"),
    RiskLevel.HIGH: Badge("high", "高い危険", "▲"),
    RiskLevel.UNKNOWN: Badge("unknown", "判定できず", "？"),
    RiskLevel.IMMINENT: Badge("imminent", "緊急", "‼"),
}
SETTABLE = (RiskLevel.NONE, RiskLevel.ELEVATED, RiskLevel.HIGH, RiskLevel.IMMINENT)
"""Levels a counselor may set; UNKNOWN is what only a machine can be."""

_REASONS = {
    HandoffReason.RISK: "危険の兆し",
    HandoffReason.ASKED: "相談員を希望",
    HandoffReason.COMPLAINT: "ご意見・苦情",
    HandoffReason.FAILURE: "自動の案内が答えられず",
    HandoffReason.ELEVATED: "心配な様子",
}
_STATUSES = {
    Status.WITH_ASSISTANT: "自動の案内が対応中",
    Status.WAITING: "相談員を待っています",
    Status.CLAIMED: "相談員が対応中",
    Status.CLOSED: "終了",
}
_CHANNELS = {"line": "LINE", "webchat": "ウェブ", "web": "ウェブ", "telegram": "Telegram"}
_AUTHORS = {
    Author.CONTACT: "相談された方",
    Author.ASSISTANT: "自動の案内",
    Author.COUNSELOR: "相談員",
    Author.SYSTEM: "お知らせ(自動)",
}
_KINDS = {
    MessageKind.STICKER: "スタンプ",
    MessageKind.IMAGE: "写真",
    MessageKind.VIDEO: "動画",
    MessageKind.AUDIO: "音声",
    MessageKind.FILE: "ファイル",
    MessageKind.LOCATION: "位置情報",
    MessageKind.FOLLOW: "友だち追加",
}
_CATEGORIES = {
    "suicide": "自殺・希死念慮",
    "self_harm": "自傷",
    "overdose": "過量服薬",
    "home_violence": "家庭内の暴力",
    "violence": "暴力",
    "abuse": "虐待",
    "dv": "配偶者などからの暴力",
    "child": "子どもの安全",
    "threat": "他者への加害",
    "murder_suicide": "心中",
    "psychosis": "幻聴・妄想",
    "missing": "行方不明",
    "medical": "体調・医療",
    "self_neglect": "生活の維持が困難",
    "exhaustion": "疲れ・限界",
    "isolation": "孤立",
    "money": "お金・生活困窮",
    "unknown": "判定できず",
}
_SPEAKERS = {
    Speaker.SELF: "ご本人",
    Speaker.PARENT: "親",
    Speaker.CHILD: "子",
    Speaker.SIBLING: "きょうだい",
    Speaker.PARTNER: "配偶者・パートナー",
    Speaker.RELATIVE: "親族",
    Speaker.NEIGHBOUR: "近所の方",
    Speaker.SUPPORTER: "支援者",
    Speaker.RESIDENT: "地域の方",
    Speaker.UNKNOWN: "わかりません",
}
_ABOUT = {
    About.SELF: "書いている方ご自身",
    About.FAMILY: "ご家族",
    About.OTHER: "ほかの方",
    About.NONE: "わかりません",
}
_REQUEST_STATES = {
    RequestState.OPEN: "未対応",
    RequestState.IN_PROGRESS: "対応中",
    RequestState.DONE: "完了",
    RequestState.CANCELLED: "取り消し",
}
_ROLES = {"counselor": "相談員", "editor": "編集担当", "admin": "管理者"}


def badge(level: RiskLevel) -> Badge:
    """How a level is shown."""
    return _BADGES[level]


def reason(value: HandoffReason) -> str:
    """Why a human was called."""
    return _REASONS[value]


def status(value: Status) -> str:
    """Who answers now."""
    return _STATUSES[value]


def channel(name: str) -> str:
    """Where the person writes; a channel without a word of its own keeps its name."""
    return _CHANNELS.get(name, name)


def author(value: Author, counselor_name: str | None) -> str:
    """Who wrote a message."""
    return f"相談員 {counselor_name}" if value is Author.COUNSELOR and counselor_name else _AUTHORS[value]


def kind(value: MessageKind) -> str:
    """What a message without words is: 「[スタンプ]」; "" for one with words."""
    return f"[{_KINDS[value]}]" if value in _KINDS else ""


def category(name: str) -> str:
    """What a signal is about; an unknown one keeps its name."""
    return _CATEGORIES.get(name, name)


def speaker(value: Speaker) -> str:
    """Who seems to be writing."""
    return _SPEAKERS[value]


def about(values: Iterable[About]) -> str:
    """Who is at risk: 「ご家族、書いている方ご自身」."""
    return "、".join(_ABOUT[value] for value in values) or _ABOUT[About.NONE]


def request_state(value: RequestState) -> str:
    """How far the desk has come with a request."""
    return _REQUEST_STATES[value]


def role(name: str) -> str:
    """What an account may do; an unknown role keeps its name."""
    return _ROLES.get(name, name)
