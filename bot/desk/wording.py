"""Fixed words of the front desk: short, gentle, true whatever else is broken."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.conversation.content import Bubble
from bot.conversation.entities import MessageKind
from bot.conversation.levels import RiskLevel
from bot.desk.phrases import BACK, BACK_EN, SOS

_WORDLESS = {
    MessageKind.TEXT: "何も書かれていないメッセージが届きました。よかったら、ひとことでも書いてみてください。",
    MessageKind.POSTBACK: "何も書かれていないメッセージが届きました。よかったら、ひとことでも書いてみてください。",
    MessageKind.STICKER: "スタンプをありがとうございます。よかったら、いまのお気持ちやお困りごとを、ひとことでも文字で聞かせてください。",
    MessageKind.IMAGE: "写真をありがとうございます。ここでは写真の中身を見ることができません。よかったら、文字で教えてください。",
    MessageKind.VIDEO: "動画をありがとうございます。ここでは動画の中身を見ることができません。よかったら、文字で教えてください。",
    MessageKind.AUDIO: "音声をありがとうございます。ここでは音声を聞くことができません。よかったら、文字で教えてください。",
    MessageKind.FILE: "ファイルをありがとうございます。ここでは中身を開くことができません。よかったら、文字で教えてください。",
    MessageKind.LOCATION: "位置情報をありがとうございます。場所の情報は使わずにおきます。お困りのことを、文字で教えてください。",
}


def wordless(kind: MessageKind, level: RiskLevel) -> Bubble:
    """The answer to a message without words; a human is offered where worry was heard before."""
    if level >= RiskLevel.ELEVATED:
        return Bubble(
            "受け取りました。言葉にならないときは、そのままでだいじょうぶです。よければ、相談員がお話をうかがいます。",
            (SOS,),
        )
    return Bubble(_WORDLESS[kind], (SOS,))


def taken_back() -> Bubble:
    """The person left the queue."""
    return Bubble(
        "わかりました。ここからは自動の案内がお答えします。人と話したくなったら、いつでも声をかけてください。",
        (SOS,),
    )


def assistant_away() -> Bubble:
    """The assistant gave no answer in time."""
    return Bubble(
        "ごめんなさい。いま自動の案内がうまく答えられない状態です。いただいた言葉はちゃんと届いています。"
        "少し時間をおいてもう一度送っていただくか、人につなぐこともできます。",
        (SOS,),
    )


def handed_over(when: str, language: Literal["ja", "en"] = "ja") -> Bubble:
    """A human was called because the person asked. `when` says when one will read, in that language."""
    if language == "en":
        return Bubble(
            f"All right. A counselor has been called. {when} "
            "While you wait, write whatever you like: the counselor will read it all.",
            (BACK_EN,),
        )
    return Bubble(
        f"わかりました。相談員におつなぎします。{when}"
        "お待ちのあいだも、書きたいことがあればそのまま送ってください。相談員が続けて読みます。",
        (BACK,),
    )


def claimed(name: str) -> Bubble:
    """A counselor has come."""
    return Bubble(f"相談員の{name}です。ここからは私がお話をうかがいます。")


def transferred(name: str) -> Bubble:
    """Another counselor goes on."""
    return Bubble(f"相談員の{name}に交代しました。これまでのお話は引きつぎました。")


def closed() -> Bubble:
    """The counselor has ended the talk; the assistant is back."""
    return Bubble(
        "相談員とのお話はここでひと区切りです。ここからは自動の案内がお答えします。"
        "また人と話したくなったら、いつでも声をかけてください。",
        (SOS,),
    )


def declined() -> Bubble:
    """Said once in a group or room before leaving it."""
    return Bubble(
        "ここは一対一でお話をうかがう窓口です。グループでは内容をお守りできないため、退出します。よければ個別にメッセージをください。"
    )


def clock_time(moment: datetime) -> str:
    """A local time as a family would say it: 「11月24日 9:00」."""
    return f"{moment.month}月{moment.day}日 {moment.hour}:{moment.minute:02d}"
