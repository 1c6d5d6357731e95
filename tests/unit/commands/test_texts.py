from __future__ import annotations

import pytest

from bot.commands.ask import parse_at
from bot.commands.texts import text_of


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("こんにちは", "こんにちは"),
        ("", ""),
        ('{"text": "一行目\\n二行目"}', "一行目\n二行目"),
        ('{"text": 5}', '{"text": 5}'),
        ("{ほんとに}", "{ほんとに}"),
        ('{"text": "\\ud83d"}', "?"),
    ],
)
def test_text_of_a_line(line: str, text: str) -> None:
    assert text_of(line) == text


def test_moment_is_in_japan_when_no_zone_is_given() -> None:
    assert parse_at("2026-11-23T02:10").isoformat() == "2026-11-23T02:10:00+09:00"
    assert parse_at("2026-11-23T02:10+00:00").utcoffset().total_seconds() == 0
