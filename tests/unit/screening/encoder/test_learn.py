"""The command that tunes the encoder, run as a maintainer runs it, on a few short messages."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

from bot.screening import corpus, outputs
from bot.screening.encoder import shipped
from bot.supervisor.specs import QUIET_RASA, rasa_python

DANGER = (
    "level: imminent\ncategory: suicide\ngroups:\n  - {about: self, speaker: self, time: now, texts: %s}\n"
)
HARMLESS = (
    "level: none\ncategory: everyday\ngroups:\n  - {about: none, speaker: self, time: now, texts: %s}\n"
)


@pytest.mark.skipif(
    not rasa_python().exists(), reason="TensorFlow comes with Rasa's environment: make install"
)
def test_the_encoder_learns_and_the_engine_computes_what_was_learned(tmp_path: Path) -> None:
    (tmp_path / "danger.yml").write_text(DANGER % [f"今から屋上 {at}" for at in range(20)], "utf-8")
    (tmp_path / "harmless.yml").write_text(HARMLESS % [f"今日は晴れ {at}" for at in range(20)], "utf-8")
    out = tmp_path / "encoder.npz"
    folders = ["--data", str(tmp_path), "--questions", str(tmp_path / "none"), "--out", str(out)]
    command = [str(rasa_python()), "-m", "bot.screening.encoder.learn", *folders, "--rounds", "12"]
    ran = subprocess.run(
        command, env={**os.environ, **QUIET_RASA}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    encoder = shipped.load(out)
    assert encoder is not None
    examples = corpus.read_folder(tmp_path)
    answers = encoder.answers([example.text for example in examples])[:, outputs.column("danger")]
    danger = np.asarray([example.danger for example in examples])
    assert answers[danger].min() > answers[~danger].max()
