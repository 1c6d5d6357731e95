from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.levels import RiskLevel
from bot.screening import weights
from bot.screening.encoder.port import Encoder
from bot.screening.model import Model
from bot.screening.screen import LayeredScreen
from bot.screening.weights import BadWeights
from tests.unit.screening.screens import ENTRIES, TaughtEncoder, few_examples, rules_only, small_model


@pytest.fixture(scope="module")
def model() -> Model:
    return small_model(TaughtEncoder())


@pytest.fixture(scope="module")
def model_file(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights") / "model.npz"
    weights.save(path, model, {"messages": "test"})
    return path


def _screen(path: Path, encoder: Encoder | None = None) -> LayeredScreen:
    return LayeredScreen(ENTRIES, path, lambda: encoder)


def test_full_sees_what_it_was_shown_when_rules_see_nothing(model_file: Path) -> None:
    rules, screen = rules_only(), _screen(model_file, TaughtEncoder())
    missed = [e.text for e in few_examples() if e.danger and rules.quick(e.text).level is RiskLevel.NONE]
    raised = [text for text in missed if screen.full(text).level.calls_human]
    assert len(raised) > 0.8 * len(missed)


def test_full_stands_below_the_rules_only_by_calming_danger_to_elevated(model_file: Path) -> None:
    screen = _screen(model_file, TaughtEncoder())
    for example in few_examples():
        ruled, full = screen.quick(example.text).level, screen.full(example.text).level
        assert full >= ruled or (ruled.calls_human and full is RiskLevel.ELEVATED)


def test_full_never_stands_below_the_rules_without_an_encoder(model_file: Path) -> None:
    screen = _screen(model_file, None)
    for example in few_examples():
        assert screen.full(example.text).level >= screen.quick(example.text).level


def test_full_works_when_there_is_no_encoder(model_file: Path) -> None:
    screen = _screen(model_file, None)
    dangers = [example.text for example in few_examples() if example.danger]
    assert sum(screen.full(text).level.calls_human for text in dangers) > 0.8 * len(dangers)


def test_learn_makes_a_model_when_there_was_never_an_encoder() -> None:
    assert small_model(None).thresholds is None


def test_load_gives_the_same_scores_when_weights_come_back_from_disk(model: Model, model_file: Path) -> None:
    back = weights.load(model_file)
    assert (back.encoder, back.alone, back.thresholds) == (model.encoder, model.alone, model.thresholds)
    assert np.allclose(back.machine.alpha, model.machine.alpha)


def test_full_does_without_an_encoder_that_the_model_was_not_trained_with(model_file: Path) -> None:
    class Another(TaughtEncoder):
        name = "another"

        def answers(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
            raise AssertionError("an unknown encoder was asked")

    with_another, with_none = _screen(model_file, Another()), _screen(model_file, None)
    for example in few_examples()[::10]:
        assert with_another.full(example.text) == with_none.full(example.text)


def _damaged(kind: str, model_file: Path, folder: Path) -> Path:
    path = folder / "model.npz"
    data = model_file.read_bytes()
    if kind == "flipped":
        middle = len(data) // 2
        path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
    elif kind == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif kind == "other":
        np.savez(path, something=np.zeros(3))
    elif kind == "text":
        path.write_text("not a model")
    elif kind == "empty":
        path.write_bytes(b"")
    return path


@pytest.mark.parametrize("kind", ["missing", "flipped", "cut", "other", "text", "empty"])
def test_full_is_the_rules_word_when_the_model_file_is_bad(
    kind: str, model_file: Path, tmp_path: Path
) -> None:
    path = _damaged(kind, model_file, tmp_path)
    with pytest.raises(BadWeights):
        weights.load(path)
    screen = _screen(path)
    assert screen.full("死にたい") == rules_only().quick("死にたい")
    assert screen.full("こんにちは").level is RiskLevel.NONE


def test_full_is_the_rules_word_when_the_encoder_breaks(model_file: Path) -> None:
    class Broken(TaughtEncoder):
        def answers(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
            raise RuntimeError("out of memory")

    assert _screen(model_file, Broken()).full("死にたい") == rules_only().quick("死にたい")


def test_sequence_raises_the_level_when_bubbles_are_read_together(model_file: Path) -> None:
    seen = _screen(model_file, TaughtEncoder()).full("死にたい", ["もう", "むり"])
    assert seen.level >= RiskLevel.HIGH


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_full_never_fails_when_any_text_comes(model_file: Path, text: str) -> None:
    assert _screen_of(model_file).full(text).level is not RiskLevel.UNKNOWN


_screens: dict[Path, LayeredScreen] = {}


def _screen_of(path: Path) -> LayeredScreen:
    return _screens.setdefault(path, _screen(path, TaughtEncoder()))


@pytest.mark.parametrize("text", ["", "\ud800", "あ" * 5000, "死にたい。" * 1000])
def test_full_never_fails_when_the_text_is_extreme(model_file: Path, text: str) -> None:
    assert _screen_of(model_file).full(text).level is not RiskLevel.UNKNOWN
