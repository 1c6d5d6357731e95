"""How well messages nobody trained on are understood and answered."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from bot.commands.ask import Options, ask_texts
from bot.settings import Settings

HERE = Path(__file__).parent
CLOSED = {"talk_to_human"}
UNASKED = {"out_of_scope", "nonsense", "chitchat"}
ASKS_BACK = ("どれが近い",)


async def measure_topics(settings: Settings) -> list[str]:
    """The table of `docs/quality.md` about topics, as lines of Markdown."""
    wanted = yaml.safe_load((HERE / "heldout" / "topics.yml").read_text(encoding="utf-8"))
    facts = yaml.safe_load((HERE / "facts.yml").read_text(encoding="utf-8"))
    pairs = [(topic, text) for topic, texts in wanted.items() for text in texts]
    began = time.perf_counter()
    lines = [line async for line in ask_texts(settings, [text for _topic, text in pairs], Options())]
    seconds = time.perf_counter() - began
    return _report(pairs, lines, facts, seconds)


def _report(
    pairs: list[tuple[str, str]], lines: list[dict[str, Any]], facts: dict[str, list[str]], seconds: float
) -> list[str]:
    right = [topic == line["topic"] for (topic, _text), line in zip(pairs, lines, strict=True)]
    asked = [(topic, line) for (topic, _), line in zip(pairs, lines, strict=True) if topic in facts]
    told = [_tells(line["replies"], facts[topic]) for topic, line in asked]
    outside = [
        line["topic"] in UNASKED for (topic, _), line in zip(pairs, lines, strict=True) if topic in UNASKED
    ]
    risky = [line["level"] in ("high", "imminent") for line in lines]
    empty = [not line["replies"] for line in lines]
    back = [any(word in reply for reply in line["replies"] for word in ASKS_BACK) for line in lines]
    rows = [
        ("topic right", _share(right)),
        ("asked fact in the answer", _share(told)),
        ("out of scope, small talk, nonsense treated as such", _share(outside)),
        ("harmless message taken for danger", _share(risky)),
        ("no reply", _share(empty)),
        ("asked back", _share(back)),
        ("milliseconds a message, four at once", f"{1000 * seconds / len(lines):.0f}"),
    ]
    table = ["| measure | value |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)]
    return [*table, "", *_per_topic(pairs, lines), "", *_confusions(pairs, lines)]


def _tells(replies: list[str], patterns: list[str]) -> bool:
    said = "\n".join(replies)
    return all(re.search(pattern, said) for pattern in patterns)


def _share(values: list[bool]) -> str:
    return f"{sum(values) / max(len(values), 1):.3f} ({sum(values)} of {len(values)})"


def _per_topic(pairs: list[tuple[str, str]], lines: list[dict[str, Any]]) -> list[str]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for (topic, _text), line in zip(pairs, lines, strict=True):
        total[topic] += 1
        right[topic] += topic == line["topic"]
    rows = sorted(total, key=lambda topic: right[topic] / total[topic])
    return [
        "| topic | right |",
        "| --- | --- |",
        *(f"| {topic} | {right[topic]} of {total[topic]} |" for topic in rows),
    ]


def _confusions(pairs: list[tuple[str, str]], lines: list[dict[str, Any]]) -> list[str]:
    wrong = Counter(
        (topic, str(line["topic"]))
        for (topic, _text), line in zip(pairs, lines, strict=True)
        if topic != line["topic"]
    )
    rows = [f"| {wanted} | {got} | {count} |" for (wanted, got), count in wrong.most_common(15)]
    return ["| wanted | understood | times |", "| --- | --- | --- |", *rows]
