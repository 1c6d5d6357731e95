"""What can go wrong on a page, and how it is told to the counselor."""

from __future__ import annotations

from bot.conversation.errors import (
    ConversationAlreadyClaimed,
    ConversationError,
    ConversationNotFound,
    EmptyReply,
    IllegalStatusChange,
    NotTheHolder,
    ReplyTooLong,
)
from bot.desk.ports import SignIn, StoreUnavailable
from bot.guide.requests.errors import RequestNotFound, RequestRefused


class NotSignedIn(Exception):
    """The request carries no valid sign-in."""


class Refusal(Exception):
    """A request is refused: the HTTP status, and the words for the person at the screen.

    `sign_in` is theirs where it is known, so that the page can offer to sign out.
    """

    def __init__(self, status: int, title: str, text: str, *, sign_in: SignIn | None = None) -> None:
        super().__init__(f"{status} {title}")
        self.status = status
        self.sign_in = sign_in
        self.title = title
        self.text = text


def forbidden_role(sign_in: SignIn) -> Refusal:
    """The account may not read conversations."""
    return Refusal(
        403,
        "この画面は開けません",
        "相談の内容を見るには、相談員の権限が必要です。必要な場合は管理者に連絡してください。",
        sign_in=sign_in,
    )


def forbidden_admin(sign_in: SignIn) -> Refusal:
    """The account may not administer the installation."""
    return Refusal(
        403,
        "この画面は開けません",
        "この画面を開くには、管理者の権限が必要です。必要な場合は管理者に連絡してください。",
        sign_in=sign_in,
    )


def stale_form() -> Refusal:
    """The form's token is missing or belongs to another sign-in."""
    return Refusal(
        403,
        "操作を受け付けられませんでした",
        "画面の有効期限が切れている可能性があります。前の画面に戻って再読み込みし、もう一度操作してください。",
    )


def foreign_form() -> Refusal:
    """The form was sent by another site."""
    return Refusal(403, "操作を受け付けられませんでした", "この操作は、相談員画面から行ってください。")


def form_too_large() -> Refusal:
    """The body is larger than any form of the console."""
    return Refusal(413, "送信する内容が大きすぎます", "文字数を減らして、もう一度お試しください。")


def not_found() -> Refusal:
    """There is no such page or conversation."""
    return Refusal(404, "見つかりません", "お探しの会話や画面は見つかりません。アドレスを確かめてください。")


def store_away() -> Refusal:
    """The database does not answer."""
    return Refusal(503, "いまつながりません", "記録につながりません。少し待って、もう一度お試しください。")


def unreadable() -> Refusal:
    """The request makes no sense."""
    return Refusal(400, "操作を受け付けられませんでした", "内容を確かめられません。もう一度お試しください。")


def explain(error: ConversationError) -> Refusal:
    """A rule of the conversation, in words for the counselor."""
    title = "操作できませんでした"
    match error:
        case ConversationNotFound():
            return not_found()
        case ConversationAlreadyClaimed(holder=str(holder)) if holder:
            return Refusal(409, title, f"この会話は、{holder}さんが担当しています。")
        case ConversationAlreadyClaimed():
            return Refusal(409, title, "ほかの相談員が先に担当しました。画面を確かめてください。")
        case NotTheHolder():
            return Refusal(409, title, "この会話の担当ではありません。担当してから操作してください。")
        case EmptyReply():
            return Refusal(400, title, "返信の文章を入力してください。")
        case ReplyTooLong():
            return Refusal(400, title, f"返信が長すぎます({error})。分けて送ってください。")
        case IllegalStatusChange():
            return Refusal(409, title, "この会話は終了しています。新しい会話を確かめてください。")
    return Refusal(409, title, "会話の状態が変わりました。画面を確かめてください。")


def away_or_refusal(error: Exception) -> Refusal | None:
    """The refusal an error stands for, or None for an error that is a defect."""
    match error:
        case Refusal():
            return error
        case ConversationError():
            return explain(error)
        case RequestNotFound():
            return not_found()
        case RequestRefused(text=str(text)):
            return Refusal(409, "操作できませんでした", text)
        case StoreUnavailable():
            return store_away()
    return None
