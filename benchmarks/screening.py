"""How long the screen takes: `python benchmarks/screening.py` (run on an idle machine, one core).

Figures: rules per message (target 1 ms), rules and model per message (target 30 ms),
1,000 lines (target 60 s), time until the first answer of each layer.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bot.screening import build, corpus
from bot.screening.cli import screen_lines

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data" / "screening"
MODEL = ROOT / "var" / "screening" / "model.npz"


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def spread(times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=20)
    return f"median {statistics.median(times):.2f} ms, 95th percentile {cuts[-1]:.2f} ms"


def main() -> None:
    texts = [example.text for example in corpus.read_folder(DATA)][::3][:1000]
    start = time.perf_counter()
    screen = build(DATA, MODEL)
    print(f"build                {(time.perf_counter() - start) * 1000:.0f} ms")
    print(f"first quick          {timed(lambda: screen.quick(texts[0])):.0f} ms")
    print(f"first full           {timed(lambda: screen.full(texts[0])):.0f} ms")
    print("quick                " + spread([timed(lambda text=text: screen.quick(text)) for text in texts]))
    print(
        "full                 " + spread([timed(lambda text=text: screen.full(text)) for text in texts[:300]])
    )
    start = time.perf_counter()
    count = sum(1 for _ in screen_lines(screen, texts))
    print(f"{count} lines           {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
