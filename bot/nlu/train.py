"""Train the model when what it is made from has changed: `python -m bot.nlu.train [--force]`."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

INPUTS = ("config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories", "bot/nlu")
MODEL = "akari"
_NOT_THE_MODEL = {
    "train.py",
    "desk_channel.py",
    "reading.py",
    "parts.py",
    "judgement.py",
    "doubt.py",
    "noise.py",
}
"""Files of bot/nlu that serve or train, but do not shape what is learned."""


def main() -> int:
    """Train unless the model is there and nothing changed; 0 when there is a model afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="train although nothing changed")
    parser.add_argument("--to", type=Path, default=Path("var/models"), help="folder of the model")
    args = parser.parse_args()
    stamp = args.to / f"{MODEL}.sha256"
    now = fingerprint(Path())
    there = (args.to / f"{MODEL}.tar.gz").exists() and stamp.exists()
    if there and stamp.read_text().strip() == now and not args.force:
        print("ことばの理解：変わったところはありません。")
        return 0
    print("ことばの理解を学習しています（はじめては数分、2回目からは1分ほど）…", flush=True)
    started = time.monotonic()
    train(args.to)
    stamp.write_text(now + "\n")
    print(f"ことばの理解：学習が終わりました（{time.monotonic() - started:.0f}秒）。", flush=True)
    return 0


def fingerprint(root: Path) -> str:
    """A digest of every file that shapes the model."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def train(folder: Path) -> Path:
    """Train and put the model into the folder; the path of the model."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    from rasa.api import train as rasa_train

    folder.mkdir(parents=True, exist_ok=True)
    result = rasa_train(
        domain="domain.yml",
        config="config.yml",
        training_files=["data/nlu", "data/rules", "data/stories"],
        output=str(folder),
        force_training=False,
        fixed_model_name=MODEL,
    )
    if result.code != 0 or result.model is None:
        raise SystemExit(f"training failed (code {result.code})")
    return Path(result.model)


def _files(root: Path) -> Iterator[Path]:
    for name in INPUTS:
        place = root / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (p for p in found if p.suffix in {".py", ".yml"} and p.name not in _NOT_THE_MODEL)


if __name__ == "__main__":
    sys.exit(main())
