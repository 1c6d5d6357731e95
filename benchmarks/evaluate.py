"""`make evaluate`: quality on the held-out messages, written to docs/quality.md."""

from __future__ import annotations

import asyncio
from pathlib import Path

from benchmarks.followups import measure_followups
from benchmarks.topics import measure_topics
from bot.commands.rasa_up import rasa_up
from bot.logging import set_up_logging
from bot.screening import corpus
from bot.screening.evaluate import measured
from bot.settings import Settings, load_settings

OUT = Path("docs/quality.md")
INTRO = """# Quality

Written by `make evaluate` over `benchmarks/heldout/`: messages written apart from the training
data, by people who had not seen it, and never trained on. Every message goes through the whole
front desk: screening, Rasa, actions.
"""


async def _measure() -> str:
    settings = load_settings()
    async with rasa_up(settings) as up:
        topics = await measure_topics(up)
        followups = await measure_followups(up)
    told = [*_screening(settings, "Screening", "screening")]
    told += ["", *_screening(settings, "Screening, second set", "screening_blind")]
    return "\n".join([INTRO, "## Topics", "", *topics, "", "## Follow-ups", "", *followups, "", *told, ""])


def _screening(settings: Settings, title: str, folder: str) -> list[str]:
    """The screening's figures on one held-out set."""
    examples = corpus.read_folder(Path("benchmarks/heldout") / folder)
    text, _rows = measured(
        examples, settings.data_dir / "screening", settings.var_dir / "screening/model.npz"
    )
    return [f"## {title}", "", "```", *text.splitlines(), "```"]


def main() -> None:
    """Print the tables and keep them."""
    set_up_logging()
    text = asyncio.run(_measure())
    OUT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
