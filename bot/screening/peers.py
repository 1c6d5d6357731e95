"""What the screen is measured against: a plain list of keywords, and the model without rules."""

from __future__ import annotations

from bot.conversation.levels import RiskLevel
from bot.screening import features, normalize
from bot.screening.encoder.port import Encoder
from bot.screening.features import Reading
from bot.screening.model import Model

KEYWORDS = (
    "死にたい", "しにたい", "死ぬ", "死ね", "自殺", "自死", "消えたい", "いなくなりたい", "殺す", "殺したい",
    "リスカ", "リストカット", "自傷", "OD", "オーバードーズ", "首を吊", "飛び降り", "遺書", "虐待", "暴力",
    "殴", "DV", "心中", "包丁", "死んで", "生きていたくない", "楽になりたい",
)  # fmt: skip


def keyword_level(text: str) -> RiskLevel:
    """HIGH when a keyword stands in the text, else NONE."""
    return RiskLevel.HIGH if any(word in text for word in KEYWORDS) else RiskLevel.NONE


def model_level(text: str, model: Model, encoder: Encoder | None) -> RiskLevel:
    """The model's level with no rule consulted."""
    plain = normalize.normalize(text)
    reading: Reading = features.read(plain, ())
    return model.judge([reading], encoder)[0].level
