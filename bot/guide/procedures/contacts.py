"""A telephone number or an address, without the courtesy around it."""

from __future__ import annotations

import re
import unicodedata

from bot.guide.procedures.names import without_courtesy
from bot.guide.procedures.particulars import mail_in, particulars, phone_in
from bot.guide.procedures.steps import NotAnAnswer

_WAYS = re.compile(
    r"line|ライン|ここ|こちら|このチャット|チャット|メール|電話|携帯|けいたい|ケータイ|自宅|職場|会社|本人|同じ|内線|fax|ファックス|郵便|手紙|住所|市|町|窓口|さん",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:ご?連絡先|電話番号?|携帯(?:番号)?|メール(?:アドレス)?|でんわ)(?:は|：|:)[、\s]*")
_ASKS = "電話番号かメールアドレスで教えてください。"
_MOBILE = (
    "電話番号のけた数が合わないようです。もう一度、確かめて教えてください（携帯は11けた、ほかは10けたです）。"
)


def read_contact(text: str) -> str:
    """How somebody can be reached, as it is kept; NotAnAnswer for words that name no way."""
    folded = unicodedata.normalize("NFKC", text).strip()
    numbers = [one for one in particulars(text) if one.what == "phone"]
    if numbers and not phone_in(text) and len(numbers) == 1:
        raise NotAnAnswer(_MOBILE)
    bare = without_courtesy(_LABEL.sub("", without_courtesy(folded)))
    if numbers or mail_in(text) or sum(sign.isdigit() for sign in folded) >= 9:
        return phone_in(text) if _only_number(bare) and phone_in(text) else bare
    if _WAYS.search(folded):
        return bare
    raise NotAnAnswer(_ASKS)


def read_phone(text: str) -> str:
    """The digits of the number in a text, or the text where it holds none; NotAnAnswer for a number
    with too few or too many digits."""
    numbers = [one for one in particulars(text) if one.what == "phone"]
    if len(numbers) == 1:
        if digits := phone_in(text):
            return digits
        raise NotAnAnswer(_MOBILE)
    return text


def _only_number(bare: str) -> bool:
    return re.fullmatch(r"[\d+()\-‐－ー–—―\sの]+", bare) is not None
