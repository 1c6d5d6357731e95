"""Text in, assessment out: sees danger in what people write. Depends on conversation alone."""

from __future__ import annotations

from pathlib import Path

from bot.screening import lexicon
from bot.screening.encoder import shipped
from bot.screening.screen import LayeredScreen


def build(data_dir: Path, model_file: Path | None) -> LayeredScreen:
    """The screen over the signals in `data_dir/lexicon` and the weights in `model_file`.

    LexiconError when the signals are not in order. The weights are read at first use,
    and the rules work alone where they are missing or damaged.
    """
    entries = lexicon.load(data_dir / "lexicon")
    return LayeredScreen(entries, model_file, lambda: shipped.load(data_dir / shipped.FILE))
