"""How well a question by ellipsis is resolved against what was talked about."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.commands.ask import Options, ask_texts
from bot.commands.rasa_up import rasa_up
from bot.settings import Settings

HERE = Path(__file__).parent


async def measure_followups(settings: Settings) -> list[str]:
    """Right when the second answer is about the first one's topic, or its attribute topic."""
    cases = yaml.safe_load((HERE / "heldout" / "followups.yml").read_text(encoding="utf-8"))
    right, missed = 0, []
    async with rasa_up(settings) as up:
        for case in cases:
            texts = [case["first"], case["follow"]]
            first, second = [line async for line in ask_texts(up, texts, Options(conversation=True))]
            kept = second["topic"] in (first["topic"], case["topic"]) or second["topic"] == _attribute(
                case["asks"]
            )
            if kept and second["replies"] != first["replies"]:
                right += 1
            else:
                missed.append(f"| {case['first']} | {case['follow']} | {second['topic']} |")
    head = [
        "| measure | value |",
        "| --- | --- |",
        f"| follow-up resolved | {right / len(cases):.3f} ({right} of {len(cases)}) |",
    ]
    return [*head, "", "| first | follow-up | taken for |", "| --- | --- | --- |", *missed]


def _attribute(asks: str) -> str:
    return {"cost": "cost", "who": "eligibility", "when": "hours"}.get(asks, "")
