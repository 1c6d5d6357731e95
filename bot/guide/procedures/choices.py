"""Buttons that begin or steer a procedure, and the words they stand for."""

from __future__ import annotations

from bot.conversation.content import Choice
from bot.guide.procedures.said import plain
from bot.guide.procedures.state import Kind, Procedure
from bot.guide.requests.kinds import RequestKind

YES = Choice("はい", "はい")
LEAVE = Choice("やめる", "やめる")
SKIP = Choice("書かない", "書かない")
ANY = Choice("どれでもよい", "どれでもよい")
MEND = Choice("直す", "直す")
ENOUGH = Choice("この条件でさがす", "この条件でさがす")
GO_ON = Choice("手続きを続ける", "手続きを続ける")

MINE = Choice("予約を確かめる", "予約を確かめたい")
STATE = Choice("お申し込みの状況", "お申し込みの状況を知りたい")
FIND = Choice("居場所をさがす", "居場所を条件でさがしたい")
HUMAN = Choice("今すぐ人と話したい", "今すぐ人と話したい")

REQUESTS: dict[RequestKind, Choice] = {
    RequestKind.CALL_BACK: Choice("折り返しを頼む", "折り返しの電話をお願いしたい"),
    RequestKind.CHAT_APPOINTMENT: Choice("チャット相談を予約", "チャットでの相談を予約したい"),
    RequestKind.ONLINE_CONSULT: Choice("オンライン相談を頼む", "オンライン相談を申し込みたい"),
    RequestKind.VISIT_CONSULT: Choice("来所相談を頼む", "来所相談を申し込みたい"),
    RequestKind.HOME_VISIT: Choice("訪問相談を頼む", "訪問相談を申し込みたい"),
    RequestKind.OUTREACH_LECTURE: Choice("出前講座を頼む", "出前講座を申し込みたい"),
    RequestKind.PAMPHLET_MAIL: Choice("郵送を頼む", "パンフレットを郵送してほしい"),
    RequestKind.PAMPHLET_COUNTER: Choice("窓口で受け取る", "パンフレットを窓口で受け取りたい"),
    RequestKind.PLACE_GRANT: Choice("助成の案内を頼む", "居場所の助成の案内がほしい"),
    RequestKind.TRAINING: Choice("研修を申し込む", "研修を申し込みたい"),
}
"""What a button for a request says for the person."""

_BEGINNINGS = {
    **{plain(choice.text): Procedure(Kind.REQUEST, about=kind.value) for kind, choice in REQUESTS.items()},
    plain(FIND.text): Procedure(Kind.FIND_PLACE),
}


def begun_by(text: str) -> Procedure | None:
    """The procedure whose button a text comes from; None for any other text."""
    return _BEGINNINGS.get(plain(text))
