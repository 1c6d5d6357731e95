from __future__ import annotations

from pathlib import Path

from bot.screening import build


def test_model_is_looked_for_again_when_its_file_appears(tmp_path: Path) -> None:
    file = tmp_path / "model.npz"
    screen = build(Path("data/screening"), file)
    assert screen.warm_up() is None
    trained = Path("var/screening/model.npz")
    if trained.is_file():
        file.write_bytes(trained.read_bytes())
        assert screen.warm_up() is not None
    file.write_bytes(b"broken")
    assert screen.warm_up() is None
    assert screen.full("もう死にたい").level.calls_human
