from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screening.normalize import normalize


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("死 に た い", "死にたい"),
        ("ｼﾆﾀｲ", "シニタイ"),
        ("ｶﾞﾏﾝ", "ガマン"),
        ("タヒにたい", "死にたい"),
        ("氏にたい", "死にたい"),
        ("明石市にたいして", "明石市にたいして"),
        ("shinitai", "しにたい"),
        ("ibasho tte donna hito ga kuru no", "いばしょ って どんな ひと が くる の"),
        ("I am so tired", "i am so tired"),
        ("しにたーーい", "しにたい"),
        ("カッター", "カッター"),
        ("〇にたい", "死にたい"),
        ("🔪がある", "包丁がある"),
        ("死\u200bにたい", "死にたい"),
    ],
)
def test_normalize_writes_one_spelling_when_words_are_disguised(written: str, read: str) -> None:
    assert normalize(written).plain.text == read


def test_span_points_at_the_disguise_when_a_word_was_rewritten() -> None:
    text = "もう、ﾀﾋ に た い です"
    seen = normalize(text)
    at = seen.plain.text.index("死")
    start, end = seen.plain.span(at, at + 4)
    assert text[start:end] == "ﾀﾋ に た い"


@given(st.text())
def test_views_keep_places_inside_the_text_when_any_text_is_given(text: str) -> None:
    seen = normalize(text)
    assert len(seen.plain.text) == len(seen.folded.text) == len(seen.plain.starts) == len(seen.plain.ends)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(seen.plain.starts, seen.plain.ends, strict=True)
    )
