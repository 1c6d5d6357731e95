"""Ways to find entities side by side, on labelled messages that none of them was built by.

Runs in the Rasa environment: `.venv-rasa/bin/python -m benchmarks.entities`. The first half
(benchmarks/entities.yml) is what the readers were written by and the random field learns from;
asked is the other half (benchmarks/heldout/entities.yml).
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import yaml

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

HERE = Path(__file__).parent
NAMES = ("who", "age", "date", "weekday", "people", "area")
TOKENIZER = {"name": "bot.nlu.tokenizer.GinzaTokenizer"}
REGEX = {"name": "RegexEntityExtractor", "use_word_boundaries": False}
AROUND = ["low", "suffix2"]
WITHIN = ["low", "bias", "prefix2", "suffix2", "digit"]
# The random field wants a featurizer before it, whether it uses its features or not.
FEATURIZER = {"name": "RegexFeaturizer", "use_word_boundaries": False}
CRF = {"name": "CRFEntityExtractor", "max_iterations": 200}
PIPELINES: dict[str, list[dict[str, Any]]] = {
    "ours": [TOKENIZER, {"name": "bot.nlu.entities.EntityReader"}],
    "RegexEntityExtractor, lookups": [TOKENIZER, REGEX],
    "CRFEntityExtractor": [TOKENIZER, FEATURIZER, {**CRF, "features": [AROUND, WITHIN, AROUND]}],
    "CRFEntityExtractor with the lookups as features": [
        TOKENIZER,
        FEATURIZER,
        {**CRF, "features": [AROUND, [*WITHIN, "pattern"], AROUND]},
    ],
}
LOOKUPS = {
    "who": [
        "息子",
        "娘",
        "長男",
        "次男",
        "三男",
        "長女",
        "次女",
        "子ども",
        "子供",
        "孫",
        "夫",
        "主人",
        "旦那",
        "妻",
        "嫁",
        "母",
        "父",
        "両親",
        "兄",
        "弟",
        "姉",
        "妹",
        "きょうだい",
        "祖母",
        "祖父",
        "叔父",
        "叔母",
        "甥",
        "姪",
        "いとこ",
        "友人",
        "友達",
        "隣",
        "近所",
    ],
    "weekday": ["月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜", "平日", "土日", "週末", "祝日"],
    "area": [
        "明石",
        "大久保",
        "魚住",
        "二見",
        "江井島",
        "西明石",
        "朝霧",
        "大蔵谷",
        "人丸",
        "中崎",
        "土山",
        "加古川",
        "姫路",
        "神戸",
        "舞子",
        "播磨町",
        "東京",
        "大阪",
    ],
}
REGEXES = {
    "age": r"[0-9]{1,3}(?:歳|才|代)|[二三四五六七八九]十[一二三四五六七八九]?(?:歳|代)?|[小中高][1-6]|[小中高大]学?校?生",
    "date": r"[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}/[0-9]{1,2}|今日|明日|あさって|明後日|(?:再?来週|今週)(?:の[月火水木金土日]曜)?|来月|今月|[0-9]{1,2}月",
    "people": r"[0-9]{1,2}[人名]|[一二三四五六七八九][人名]",
}


def labelled(file: Path) -> list[dict[str, Any]]:
    """The messages of a file, folded as the tokenizer folds them."""
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    for row in rows:
        row["text"] = _fold(row["text"])
        for entity in row["entities"]:
            entity["text"] = _fold(entity["text"])
    return rows


def measure(name: str, seen: list[dict[str, Any]], asked: list[dict[str, Any]]) -> str:
    """One row of the table."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        config = {
            "recipe": "default.v1",
            "assistant_id": "entities",
            "language": "ja",
            "pipeline": PIPELINES[name],
        }
        (folder / "config.yml").write_text(yaml.safe_dump(config))
        (folder / "nlu.yml").write_text(_training(seen), encoding="utf-8")
        began = time.perf_counter()
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        trained = time.perf_counter() - began
        found, spent = asyncio.run(_ask(Agent.load(model), asked))
    return (
        f"| {name} | {' | '.join(_figures(found, asked))} | {np.percentile(spent, 50):.1f} | {trained:.0f} |"
    )


async def _ask(agent: Any, asked: list[dict[str, Any]]) -> tuple[list[list[dict[str, Any]]], list[float]]:
    found, spent = [], []
    await agent.parse_message("はじめの一通は数えない")
    for row in asked:
        began = time.perf_counter()
        parsed = await agent.parse_message(row["text"])
        spent.append(1000 * (time.perf_counter() - began))
        found.append(parsed["entities"])
    return found, spent


def _figures(found: list[list[dict[str, Any]]], asked: list[dict[str, Any]]) -> list[str]:
    hit: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    values = [0, 0]
    for entities, row in zip(found, asked, strict=True):
        truth = {(one["name"], one["text"]): one.get("value") for one in row["entities"]}
        said = {(one["entity"], row["text"][one["start"] : one["end"]]): one["value"] for one in entities}
        wanted.update(name for name, _ in truth)
        given.update(name for name, _ in said)
        hit.update(name for name, _ in truth.keys() & said.keys())
        known = {key: value for key, value in truth.items() if value}
        values[0] += sum(said.get(key) == value for key, value in known.items())
        values[1] += len(known)
    f1 = [f"{2 * hit[name] / max(1, wanted[name] + given[name]):.2f}" for name in NAMES]
    whole = f"{2 * hit.total() / (wanted.total() + given.total()):.3f}"
    return [whole, *f1, f"{values[0] / values[1]:.2f}"]


def _training(seen: list[dict[str, Any]]) -> str:
    lines = [_marked(row) for row in seen]
    blocks: list[dict[str, str]] = [{"intent": "tell", "examples": _listed(lines)}]
    blocks += [{"lookup": name, "examples": _listed(words)} for name, words in LOOKUPS.items()]
    blocks += [{"regex": name, "examples": _listed([pattern])} for name, pattern in REGEXES.items()]
    # Rasa's regular expressions are used only for entities that some message shows.
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True)


def _marked(row: dict[str, Any]) -> str:
    text, out, at = row["text"], "", 0
    for entity in row["entities"]:
        start = text.index(entity["text"], at)
        out += f"{text[at:start]}[{entity['text']}]({entity['name']})"
        at = start + len(entity["text"])
    return out + text[at:]


def _listed(lines: list[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def main() -> None:
    """The table."""
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    seen, asked = labelled(HERE / "entities.yml"), labelled(HERE / "heldout" / "entities.yml")
    print(f"{len(seen)} messages to build by, {len(asked)} asked\n")
    print(f"| way | F1 | {' | '.join(NAMES)} | values right | p50 ms | build s |")
    print("| --- " * (len(NAMES) + 5) + "|", flush=True)
    for name in PIPELINES:
        print(measure(name, seen, asked), flush=True)


if __name__ == "__main__":
    main()
