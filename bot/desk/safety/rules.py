"""What every safety text must keep to, checked when the texts are loaded."""

from __future__ import annotations

import re

FIRST_MAX = 290
"""Characters of a reply's first bubble."""
SHORT_MAX = 60
"""Characters of a question or of a note."""
CARE_MAX = 120
NEUTRAL_HEAD = 20
"""Characters that a notification may show to somebody else at home."""

_TELLTALE = re.compile(
    r"死|自殺|殺|暴力|虐待|自傷|薬|ひきこもり|DV|suicid|violen|abus|kill|\bdie", re.IGNORECASE
)
_MEANS = re.compile(
    r"ロープ|縄|ひも|紐|首[をに吊つ絞し]|吊|飛び降|飛び込|とびおり|練炭|硫化|ガス|灯油|農薬|刃|包丁|ナイフ|カッター"
    r"|カミソリ|切[るっら]|刺|ベランダ|屋上|手すり|橋|線路|踏切|ホーム|海|川|何錠|錠|睡眠薬|リスカ|(?<![a-z])OD(?![a-z])|窓"
    r"|rope|knife|hang|jump|bridge|pills",
    re.IGNORECASE,
)
_HARMLESS = re.compile(r"窓口|電話(?:がつながっているなら)?は?切ら|切らずに|切らない")
_QUOTED = re.compile(r"「[^」]*」|\"[^\"]*\"")
_QUESTION = re.compile(r"か。|[？?]")


def must_be_neutral_at_first(text: str) -> str:
    """The text, or ValueError when its beginning would tell somebody else what it is about."""
    if found := _TELLTALE.search(text[:NEUTRAL_HEAD]):
        raise ValueError(f"the first {NEUTRAL_HEAD} characters must be neutral, not say {found.group()!r}")
    return text


def must_name_no_means(text: str) -> str:
    """The text, or ValueError when it names a means or a place of harm."""
    if found := _MEANS.search(_HARMLESS.sub("", text)):
        raise ValueError(f"a safety text names no means of harm: {found.group()!r}")
    return text


def questions(text: str) -> int:
    """How many questions the text puts to the reader; what is in quotation marks is not put."""
    return len(_QUESTION.findall(_QUOTED.sub("", text)))


def must_not_ask(text: str) -> str:
    """The text, or ValueError when it asks something."""
    if questions(text):
        raise ValueError("only `ask` puts a question, and only one")
    return text


def must_ask_once(text: str) -> str:
    """The text, or ValueError unless it is one question."""
    if questions(text) != 1:
        raise ValueError("`ask` puts exactly one question")
    return text
