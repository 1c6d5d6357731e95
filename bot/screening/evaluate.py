"""`python -m bot.screening.evaluate FILE…`: how well the screen sees danger, next to simpler ones.

FILE is a message file in the shape of `data/screening/*.yml`, or a folder of them. Without a
FILE, the dev split is measured with a model trained on the rest.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.conversation.levels import RiskLevel
from bot.screening import build, corpus, metrics, peers, train, weights
from bot.screening.corpus import Example
from bot.screening.encoder import shipped
from bot.screening.metrics import Result
from bot.screening.weights import BadWeights


def run(examples: Sequence[Example], level: Callable[[str], RiskLevel]) -> list[Result]:
    """Screen every message."""
    return [Result(example, level(example.text)) for example in examples]


def report(results: Sequence[Result], peers_results: dict[str, Sequence[Result]]) -> str:
    """The figures as text."""
    lines = ["", f"{len(results)} messages", "", "                        recall   precision   false alarms"]
    for name, rows in {"screen": results, **peers_results}.items():
        figures = (metrics.recall(rows), metrics.precision(rows), metrics.false_alarms(rows))
        lines.append(f"{name:<20}" + "".join(f"{_share(*figure):>13}" for figure in figures))
    lines += ["", *_confusion(results), ""]
    for title, key in (
        ("category", lambda e: e.category), ("speaker", lambda e: e.speaker.value), ("spelling", metrics.spelling),
    ):  # fmt: skip
        lines += [f"by {title:<22}     recall   false alarms", *_groups(metrics.grouped(results, key)), ""]
    return "\n".join(lines)


def _confusion(results: Sequence[Result]) -> list[str]:
    table = metrics.confusion(results)
    lines = ["true \\ given    " + "".join(f"{level.word:>10}" for level in metrics.LEVELS)]
    for true in metrics.LEVELS:
        counts = [table[true, given] for given in metrics.LEVELS]
        hit = _share(table[true, true], sum(counts))
        lines.append(f"{true.word:<16}" + "".join(f"{count:>10}" for count in counts) + f"   right {hit}")
    return lines


def _groups(groups: dict[str, list[Result]]) -> list[str]:
    return [
        f"  {name:<24}{_share(*metrics.recall(rows)):>12}{_share(*metrics.false_alarms(rows)):>15}"
        for name, rows in groups.items()
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} /{whole}" if whole else "-"


def _read(paths: Sequence[Path]) -> list[Example]:
    found: list[Example] = []
    for path in paths:
        found += corpus.read_folder(path) if path.is_dir() else corpus.read_file(path)
    return found


def _dev_model(data: Path, questions: Path, out: Path) -> list[Example]:
    """Train without the dev split; the split's messages."""
    material = train.gather(data, questions, out.with_name("answers.npz"))
    rest = material.only([not example.dev for example in material.examples])
    weights.save(out, train.learn(rest), train.manifest(rest, data))
    return [example for example in material.examples if example.dev]


def measured(examples: Sequence[Example], data: Path, model_file: Path) -> tuple[str, list[Result]]:
    """The figures of the screen and its peers as text, and what the screen said of each message."""
    asked = [example for example in examples if example.service]
    written = [example for example in examples if not example.service]
    screen = build(data, model_file)
    results = run(written, lambda text: screen.full(text).level)
    others: dict[str, Sequence[Result]] = {
        "rules alone": run(written, lambda text: screen.quick(text).level),
        "keyword list": run(written, peers.keyword_level),
    }
    lines = []
    try:
        model = weights.load(model_file)
        encoder = shipped.load(data / shipped.FILE)
        others["model alone"] = run(written, lambda text: peers.model_level(text, model, encoder))
    except BadWeights as error:
        lines.append(f"no model: {error}")
    lines.append(report(results, others))
    if asked:
        alarms = metrics.false_alarms(run(asked, lambda text: screen.full(text).level))
        lines.append(f"ordinary questions to the assistant: false alarms {_share(*alarms)}")
    return "\n".join(lines), results


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure the screening.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--data", type=Path, default=Path("data/screening"))
    parser.add_argument("--questions", type=Path, default=Path("data/nlu"))
    parser.add_argument("--model", type=Path, default=Path("var/screening/model.npz"))
    parser.add_argument("--errors", action="store_true", help="also print the messages judged wrongly")
    arguments = parser.parse_args()
    model_file: Path = arguments.model
    if arguments.files:
        examples = _read(arguments.files)
    else:
        model_file = model_file.with_name("dev.npz")
        examples = _dev_model(arguments.data, arguments.questions, model_file)
    text, results = measured(examples, arguments.data, model_file)
    print(text)
    if arguments.errors:
        for row in results:
            if row.called != row.example.danger:
                print(
                    f"{row.example.level.word}\t{row.level.word}\t{row.example.category}\t{row.example.text}"
                )


if __name__ == "__main__":
    main()
