"""The few texts that are always there, even when the data is not."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.desk.safety.book import Book

_NOW = "メッセージを受け取りました。大事なことから書きます。\n"
_HIGH = (
    "メッセージを受け取りました。\n"
    "つらいなかで書いてくださって、ありがとうございます。ひとりで抱えなくてだいじょうぶです。\n"
    "いまは、いちばん安心できる場所にいてください。信じられる人がいれば、そばにいてもらってください。"
)
_IMMINENT = (
    f"{_NOW}命やからだに危険があるなら、いますぐ119（救急）か110（警察）に電話してください。\n"
    "危ない場所やものから離れて、人のいるところへ移ってください。"
)
_IMMINENT_VIOLENCE = (
    f"{_NOW}いますぐ110（警察）に電話してください。逃げられるなら、外や近所へ逃げるのが先です。"
    "けが人がいれば119（救急）も。\n声が出せなければ、電話をつないだままで。"
)
_CARE = "しんどいなかで書いてくださって、ありがとうございます。ひとりで抱えなくてだいじょうぶです。"
_SAFE = "いま、安全な場所にいますか。"
_VIOLENCE = ["home_violence", "abuse", "dv", "child", "threat", "murder_suicide"]
_BOTH = ["119", "110"]

_WORDS = {
    "called": "相談員を呼びました。",
    "called_urgent": "相談員も呼びましたが、電話のほうを先にお願いします。",
    "called_again": "いま書いてくださったことも、相談員に届くようにしました。",
    "calling": "いま連絡をとっていますが、すぐに読めるとはかぎりません。返事を待たずに、電話してください。",
    "reading_unknown": "お返事までに時間がかかることがあります。",
    "write_on": "待っているあいだも、ここに書いてください。",
    "lines": "声で話せそうなときに。いまつながる電話です。",
    "lines_urgent": "ほかに、いまつながる電話です。",
    "sudden": "急に危なくなったら、迷わず{numbers}へ。",
    "offer": "よければ、いま相談員につなぎましょうか。",
    "sos": "人と話したくなったら、いつでも「今すぐ人と話したい」を押してください。",
    "one_line": "いま電話がつながるところ：",
    "ambulance": "119（救急）",
    "police": "110（警察）",
    "or": "か",
}

_CANNOT_CALL = {
    "first": "わかりました。電話は、できるときでかまいません。\n"
    "このまま、文字で書いてください。相談員は呼んであります。{reading}",
    "first_imminent": "わかりました。電話は、ほかの人に頼んでかまいません。\n"
    "命が危ないときは、近くの人に「119に電話して」と頼んでください。相談員も呼んであります。{reading}",
    "first_not_called": "わかりました。電話は、できるときでかまいません。\n"
    "人と話したくなったら、いつでも「今すぐ人と話したい」を押してください。",
    "until": "明日までのあいだ、大きなことは決めないでください。"
    "危ないものや場所から離れて、だれかのそばにいてください。\n"
    "急に危なくなったら、119（救急）か110（警察）へ。",
    "wish": "相談員から連絡することもできます。"
    "電話か、ここでの文字か、都合のよい日と時間を書いて送ってください。"
    "時間は、相談員からのお返事で決まります。",
    "written": "文字で話せる窓口もあります。",
    "page": "文章で相談できるページもあります。",
}


def _reply(name: str, level: str, first: str, numbers: list[str], categories: list[str] | None = None) -> Any:
    when = {"level": level, "category": categories or []}
    return {"id": name, "when": when, "emergency": numbers, "first": first, "ask": _SAFE}


@lru_cache(maxsize=1)
def builtin_book() -> Book:
    """The smallest book that answers everything."""
    go_on = "続きを受け取りました。\n話しつづけてくださって、ありがとうございます。"
    urge = f"{go_on}まだなら、いま119（救急）か110（警察）に電話してください。"
    return Book.model_validate(
        {
            "version": 1,
            "words": {"ja": _WORDS},
            "replies": [
                _reply("any-high", "high", _HIGH, _BOTH),
                _reply("any-imminent", "imminent", _IMMINENT, _BOTH),
                _reply("violence-imminent", "imminent", _IMMINENT_VIOLENCE, ["110", "119"], _VIOLENCE),
            ],
            "again": [
                _reply("again-high", "high", go_on, _BOTH),
                _reply("again-imminent", "imminent", urge, _BOTH),
            ],
            "care": [
                {
                    "id": "care-any",
                    "when": {},
                    "words": _CARE,
                }
            ],
            "cannot_call": {"ja": _CANNOT_CALL},
        }
    )
